/** Why a crash loses and doubles nothing: what each input did is written down before its rows, and read again at the next start. */
@NullMarked
package dev.earshot.projector.journal;

import org.jspecify.annotations.NullMarked;
