// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0
//
// Checks what `cordon demo --json` printed: one JSON document of the documented shape, with figures that can be.
import { existsSync, readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
const faults = [];
let demo;
try {
  demo = JSON.parse(text);
} catch (e) {
  console.error(`demo --json must print one JSON document, but printed: ${text.slice(0, 400)}`);
  process.exit(1);
}

function check(holds, rule, value) {
  if (!holds) faults.push(`${rule}, but was ${JSON.stringify(value)}`);
}

const counts = { exchanges: 5, rounds: 1, dropOuts: 1, sumsOpened: 1 };
for (const [name, least] of Object.entries(counts)) {
  check(Number.isInteger(demo[name]) && demo[name] >= least, `${name} must be an integer from ${least} on`, demo[name]);
}

const metrics = ['averagePrecision', 'rocAuc', 'recallAt1PctFpr'];
for (const who of ['alone', 'scoreAveraging', 'together', 'pooled']) {
  for (const metric of metrics) {
    const figure = demo[who]?.[metric];
    for (const part of ['mean', 'worst']) {
      const value = figure?.[part];
      check(typeof value === 'number' && value >= 0 && value <= 1, `${who}.${metric}.${part} must be in [0, 1]`, value);
    }
    check(figure?.worst <= figure?.mean + 1e-9, `${who}.${metric}.worst must be at most its mean`, figure);
  }
}
for (const part of ['mean', 'worst']) {
  const together = demo.together?.averagePrecision?.[part];
  const alone = demo.alone?.averagePrecision?.[part];
  check(together > alone, `together.averagePrecision.${part} must beat alone (${alone})`, together);
}
const bytes = demo.uploadBytesPerCoordinate;
check(typeof bytes === 'number' && bytes > 0 && bytes <= 8, 'uploadBytesPerCoordinate must be in (0, 8]', bytes);
check(demo.seconds > 0 && demo.seconds < 180, 'seconds must be under 180', demo.seconds);

const log = demo.log ?? {};
check(log.verified === true, 'log.verified must be true', log);
check(log.failed === 0, 'log.failed must be 0', log.failed);
const claims = ['passed', 'failed', 'attested', 'noEvidence', 'notApplicable'].map((name) => log[name]);
check(claims.reduce((sum, n) => sum + n, 0) === 45, 'the counts of log must add up to 45', log);
check(typeof log.bundle === 'string' && existsSync(`${log.bundle}/checkpoint`), 'log.bundle must be a log', log.bundle);
check(existsSync(`${log.bundle}/../report.html`), 'a report must lie beside the log', log.bundle);

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(
  `together ${demo.together.averagePrecision.mean.toFixed(3)}, alone ${demo.alone.averagePrecision.mean.toFixed(3)} ` +
    `(average precision, mean); ${demo.sumsOpened} sums opened, ` +
    `log verified with ${demo.log.passed} claims passed, ${demo.seconds} s`,
);
