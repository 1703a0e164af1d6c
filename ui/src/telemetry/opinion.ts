/**
 * What listeners would think of a call, from its figures: the simplified E-model. R = 93.2 - Id - Ie, where Id is what delay takes
 * away (R. Cole, J. Rosenbluth, "Voice over IP Performance Monitoring", ACM CCR 31/2, 2001: Id = 0.024 d + 0.11 (d - 177.3) above
 * 177.3 ms) and Ie what loss does (ITU-T G.107, 7-29, with Ie = 0, random loss, and Bpl = 25.1, which G.113 appendix I gives for
 * a codec that conceals losses; it has none for Opus). MOS from R by G.107 annex B. An estimate: nobody was asked.
 * The views of analytics compute the same (facts.mos), and both are held to voice-events/golden/opinion.json.
 */
export interface Figures {
  readonly jitterMs?: number | undefined;
  /** 0 to 1. */
  readonly lossRatio?: number | undefined;
  readonly roundTripMs?: number | undefined;
}

const BEST_R = 93.2;
/** One frame of Opus. */
const FRAME_MS = 20;
const LATE_MS = 177.3;
const LOSS_ROBUSTNESS = 25.1;

/** From 1 to 4.4; null if nothing is known. What is not known is taken as perfect. */
export function opinionScore({ jitterMs, lossRatio, roundTripMs }: Figures): number | null {
  if (jitterMs === undefined && lossRatio === undefined && roundTripMs === undefined) return null;
  // A jitter buffer holds about twice the jitter.
  const delay = (roundTripMs ?? 0) / 2 + 2 * (jitterMs ?? 0) + FRAME_MS;
  const byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - LATE_MS);
  const percent = 100 * (lossRatio ?? 0);
  const byLoss = (95 * percent) / (percent + LOSS_ROBUSTNESS);
  const r = Math.max(0, BEST_R - byDelay - byLoss);
  return Math.max(1, 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r));
}

export type ConnectionGrade = 'excellent' | 'good' | 'fair' | 'poor' | 'bad';

/** By G.107 annex B: very satisfied, satisfied, some dissatisfied, many dissatisfied, nearly all dissatisfied. */
export function connectionGrade(figures: Figures): ConnectionGrade | null {
  const score = opinionScore(figures);
  return score === null ? null : gradeOf(score);
}

/** What a score is called, here and in Insights. */
export function gradeOf(score: number): ConnectionGrade {
  if (score >= 4.3) return 'excellent';
  if (score >= 4) return 'good';
  if (score >= 3.6) return 'fair';
  return score >= 3.1 ? 'poor' : 'bad';
}
