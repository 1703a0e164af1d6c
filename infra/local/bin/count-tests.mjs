// Adds up every JUnit XML report: count-tests.mjs <failed checks> <failed suites>
// Prints each failed and each skipped test, then "N passed, N failed, N skipped" as the last line. A failed check (a lint,
// a build) counts as a failure, and so does a suite that failed without a failed test: the line never hides one.
// With audio wanted, a skipped browser test is a failure too.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [failedChecks = 0, failedSuites = 0] = process.argv.slice(2).map(Number);
const audioWanted = process.env.EARSHOT_WITHOUT_AUDIO !== '1';
const reports = /(surefire-reports|failsafe-reports|test-results)\/[^/]*\.xml$/;
const skipDirectories = new Set(['node_modules', '.git', '.earshot', 'src', 'dist']);

function* files(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!skipDirectories.has(entry.name)) yield* files(path);
    } else if (reports.test(path)) {
      yield path;
    }
  }
}

const text = (xml) =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#10;/g, ' ')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&amp;/g, '&');
const attribute = (tag, name) => text(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

let passed = 0;
const failed = [];
const skipped = [];
for (const file of files('.')) {
  const xml = readFileSync(file, 'utf8').replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  for (const [, head, body = ''] of xml.matchAll(/<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const name = `${attribute(head, 'classname')} ${attribute(head, 'name')}`.trim();
    const skip = /<skipped\b((?:[^>"]|"[^"]*")*)>/.exec(body);
    if (/<(failure|error)\b/.test(body)) failed.push(name);
    else if (skip && audioWanted && file.includes('e2e')) failed.push(`${name} (skipped, and audio is wanted)`);
    else if (skip) skipped.push(`${name}: ${attribute(skip[1], 'message') || 'no reason given'}`);
    else passed += 1;
  }
}

for (const name of failed) console.log(`failed: ${name}`);
for (const name of skipped) console.log(`skipped: ${name}`);
const failures = failedChecks + Math.max(failed.length, failedSuites);
console.log(`${passed} passed, ${failures} failed, ${skipped.length} skipped`);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;
