'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const main = document.getElementById('main');
const scheme = matchMedia('(prefers-color-scheme: dark)'), dark = scheme.matches;
scheme.addEventListener('change', () => location.reload());
const narrow = innerWidth < 600;
const ink = dark ? '#e6eaf0' : '#1c2430', grid = dark ? '#343c48' : '#d8dde4';
// Okabe and Ito's colours, which colour-blind readers tell apart; lighter ones of the same hues on a dark page.
const COLOURS = dark ? ['#5cb8f5', '#ff8a3d', '#2fc99b', '#e6a3c8', '#f5b83d', '#a6c8ff', '#cfcf6b', '#e0739f', '#7fdccb', '#dd8fdd']
  : ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#999933', '#882255', '#44aa99', '#aa4499'];
const NAMES = { accuracy: 'accuracy', average_precision: 'average precision', roc_auc: 'ROC AUC', recall_at_1pct_fpr: 'recall at 1 % false positives', loss: 'loss' };
const KEYS = { accuracy: 'accuracy', average_precision: 'averagePrecision', roc_auc: 'rocAuc', recall_at_1pct_fpr: 'recallAt1PctFpr', loss: 'loss' };
// Two-sided 95 % quantiles of Student's t by degrees of freedom.
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086];

const el = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e; };
const section = title => { const s = el('section'); s.append(el('h2', title)); main.append(s); return s; };
const mean = v => v.reduce((a, b) => a + b, 0) / v.length;
const show = v => v === undefined || v === null || Number.isNaN(v) ? '-' : Math.abs(v) >= 1000 || (v !== 0 && Math.abs(v) < 0.001) ? v.toExponential(2) : String(+v.toFixed(4));
const bytes = v => v >= 1e9 ? (v / 1e9).toFixed(2) + ' GB' : v >= 1e6 ? (v / 1e6).toFixed(2) + ' MB' : (v / 1e3).toFixed(1) + ' kB';
const charts = [];

/** Mean and half of the interval over seeds: by Student's t from three seeds on, else half of the range. */
function band(v) {
  const m = mean(v);
  if (v.length < 3) return [m, (Math.max(...v) - Math.min(...v)) / 2];
  const sd = Math.sqrt(v.reduce((a, b) => a + (b - m) ** 2, 0) / (v.length - 1));
  return [m, (T95[v.length - 2] || 1.96 + 2.4 / (v.length - 1)) * sd / Math.sqrt(v.length)];
}

function table(head, rows, into, summary) {
  const t = el('table'), top = el('tr');
  head.forEach((h, i) => top.append(el('th', h, i === 0 ? 'text' : '')));
  t.append(el('thead')); t.tHead.append(top);
  const body = el('tbody');
  rows.forEach(r => { const tr = el('tr'); r.forEach((c, i) => tr.append(el('td', String(c), i === 0 ? 'text' : ''))); body.append(tr); });
  t.append(body);
  const scroll = el('div', undefined, 'scroll'); scroll.append(t);
  if (!summary) { into.append(scroll); return; }
  const d = el('details'); d.append(el('summary', summary), scroll); into.append(d);
}

function chart(into, label, option, legendRows) {
  const box = el('div', undefined, 'chart'); box.setAttribute('role', 'img'); box.setAttribute('aria-label', label);
  box.style.height = (21 + 1.6 * (legendRows || 1)) + 'rem';
  into.append(box);
  const c = echarts.init(box, null, { renderer: 'canvas' });
  c.setOption(Object.assign({ animation: false, color: COLOURS, textStyle: { color: ink, fontFamily: 'system-ui, sans-serif' } }, option));
  charts.push(c);
}
const axis = (name, extra) => Object.assign({ name, nameLocation: 'middle', nameGap: 32, nameTextStyle: { color: ink }, axisLabel: { color: ink, hideOverlap: true }, axisLine: { lineStyle: { color: grid } }, splitLine: { lineStyle: { color: grid } } }, extra);

const bySeeds = new Map();
data.runs.forEach(r => { if (!bySeeds.has(r.point)) bySeeds.set(r.point, []); bySeeds.get(r.point).push(r); });
/** Values of a point in words, with their keys where not all points set the same. */
const keyed = new Set([...bySeeds.keys()].map(p => Object.keys(JSON.parse(p || '{}')).join())).size > 1;
function words(point) {
  return Object.entries(point).map(([k, v]) => (keyed ? k + ' ' : '') + v.replace(/[{}]/g, '').replace(/\s+/g, ' ').replace(/: ?(,|$)/g, '$1').trim()).join(' | ');
}
/** What sets a point of a sweep apart; the point as it is written where words alone would mix up two. */
const nameOf = new Map();
bySeeds.forEach((runs, p) => { const name = words(JSON.parse(p || '{}')) || runs[0].label; nameOf.set(p, [...nameOf.values()].includes(name) ? p : name); });
const shortened = run => nameOf.get(run.point);
/** A name as the tables have it, without brackets that hold nothing. */
const bare = name => name.replace('[]', '');

const labels = [...nameOf.values()];
const runsOf = new Map([...bySeeds].map(([p, runs]) => [nameOf.get(p), runs]));
const roundsOf = new Map(data.runs.map(r => [r.run, []]));
data.rounds.forEach(r => { if (roundsOf.has(r.run)) roundsOf.get(r.run).push(r); });
const metrics = Object.keys(NAMES).filter(m => data.runs.some(r => r[m] !== undefined) || data.rounds.some(r => r[m] !== undefined));
// Where few rows are what is looked for accuracy says little: whoever finds nothing is nearly always right.
const best = metrics.includes('average_precision') ? 'average_precision' : metrics[0];
const seeds = [...new Set(data.runs.map(r => r.seed))];
const first = data.runs[0];

document.title = 'Experiment ' + first.experiment;
document.getElementById('title').textContent = 'Experiment ' + first.experiment;
document.getElementById('lead').textContent = data.runs.length + (data.runs.length === 1 ? ' run: ' : ' runs: ') + labels.length + (labels.length === 1 ? ' point, ' : ' points, ')
  + seeds.length + (seeds.length === 1 ? ' seed' : ' seeds') + '; ' + first.exchanges + ' exchanges, ' + first.rounds + ' rounds at the most, ' + first.parameters + ' parameters; '
  + (data.runs.every(r => r.secure_sum) ? 'vectors were masked.' : data.runs.some(r => r.secure_sum) ? 'some vectors were masked.' : 'vectors were not masked; masks change no sum.');
if (seeds.length < 3) main.append(el('p', 'Fewer than three seeds: bands show the range, and a difference may be luck.', 'warn'));
const refusals = [...new Set(data.runs.flatMap(r => JSON.parse(r.refusals || '[]')))];
if (refusals.length) {
  const w = el('div', undefined, 'warn'); w.append(el('strong', 'A simulation: production would refuse some of these runs.'));
  const list = el('ul'); refusals.forEach(r => list.append(el('li', r))); w.append(list); main.append(w);
}
const diverged = data.runs.filter(r => r.status === 'diverged');
if (diverged.length) main.append(el('p', diverged.length + ' of ' + data.runs.length + ' runs diverged; their curves end where they did, and they count in no mean of last models.', 'warn'));

[best, ...metrics.filter(m => m !== best && (m === 'accuracy' || m === 'loss'))].forEach(metric => {
  const s = section('Learning curves: ' + NAMES[metric]);
  const series = [], rows = [];
  const judged = [...new Set(data.rounds.filter(r => r[metric] !== undefined).map(r => r.round))].sort((x, y) => x - y);
  labels.forEach((label, i) => {
    const byRound = new Map();
    runsOf.get(label).forEach(run => roundsOf.get(run.run).forEach(r => { if (r[metric] !== undefined) { if (!byRound.has(r.round)) byRound.set(r.round, []); byRound.get(r.round).push(r[metric]); } }));
    const points = judged.map(round => byRound.has(round) ? band(byRound.get(round)) : null);
    const colour = COLOURS[i % COLOURS.length], part = f => points.map(p => p ? f(p) : null);
    series.push({ name: label, type: 'line', z: 3, showSymbol: judged.length < 3, data: part(p => p[0]), lineStyle: { color: colour, type: i >= COLOURS.length ? 'dashed' : 'solid' }, itemStyle: { color: colour } });
    series.push({ name: label, type: 'line', stack: 'band' + i, silent: true, symbol: 'none', lineStyle: { opacity: 0 }, tooltip: { show: false }, data: part(p => p[0] - p[1]) });
    series.push({ name: label, type: 'line', stack: 'band' + i, silent: true, symbol: 'none', lineStyle: { opacity: 0 }, tooltip: { show: false }, areaStyle: { color: colour, opacity: labels.length > 4 ? 0.06 : 0.15 }, data: part(p => 2 * p[1]) });
    const last = points.map((p, k) => p && [judged[k] + 1, ...p]).filter(Boolean).pop();
    if (last) rows.push([label, last[0], show(last[1]), '\u00b1 ' + show(last[2])]);
  });
  const whole = metric !== 'loss';
  s.append(el('p', 'Mean over seeds; the band is ' + (seeds.length < 3 ? 'their range.' : 'the 95 % interval of the mean (Student\u2019s t).') + (whole ? ' The axis goes from 0 to 1.' : ' The axis starts at 0.'), 'soft'));
  chart(s, NAMES[metric] + ' by round', {
    legend: { data: labels, type: 'scroll', top: 0, textStyle: { color: ink } }, tooltip: { trigger: 'axis', confine: true, valueFormatter: show },
    grid: { left: 56, right: 16, top: 48, bottom: 48 }, xAxis: axis('round', { type: 'category', boundaryGap: false, data: judged.map(r => r + 1) }), yAxis: axis('', { type: 'value', min: 0, max: whole ? 1 : undefined }), series });
  table(['point', 'last round', NAMES[metric], 'band'], rows, s, 'As a table');
});

const compared = data.runs.filter(r => Object.keys(JSON.parse(r.figures || '{}')).some(k => k.startsWith('alone/')));
if (compared.length) {
  const s = section('Alone, averaging outputs, together, pooled: ' + NAMES[best]);
  s.append(el('p', 'The same model from the same start with as many passes over the rows as there were rounds, judged on rows that nobody trained on. Bars are means over seeds; the table has their range. The axis starts at 0.', 'soft'));
  const lost = name => compared.reduce((a, r) => a + (JSON.parse(r.figures)[name] || 0), 0);
  const beside = [['alone/diverged', 'alone diverged'], ['alone/untrained', 'alone had nothing to train on'], ['pooled/diverged', 'from all rows diverged']].filter(([n]) => lost(n));
  if (beside.length) s.append(el('p', 'In no mean: ' + beside.map(([n, text]) => lost(n) + ' models that ' + text).join(', ') + '.', 'warn'));
  const key = KEYS[best];
  const ways = [['alone, mean', r => JSON.parse(r.figures)['alone/' + key + '/mean']], ['alone, worst', r => JSON.parse(r.figures)['alone/' + key + '/worst']],
    ['averaging outputs', r => JSON.parse(r.figures)['scoreAveraging/' + key]], ['together', r => r[best]], ['pooled', r => JSON.parse(r.figures)['pooled/' + key]]];
  const known = (own, way) => own.map(way[1]).filter(v => v !== undefined);
  const groups = labels.filter(l => runsOf.get(l).some(r => compared.includes(r)));
  const series = [], rows = [];
  groups.forEach((label, g) => {
    const own = runsOf.get(label).filter(r => compared.includes(r));
    series.push({ name: label, type: 'bar', barGap: '10%', itemStyle: { color: COLOURS[g % COLOURS.length] }, data: ways.map(w => { const v = known(own, w); return v.length ? +mean(v).toFixed(4) : null; }) });
    rows.push([label, ...ways.map(w => { const v = known(own, w); return show(v.length ? mean(v) : undefined) + (v.length > 1 ? ' (' + show(Math.min(...v)) + ' to ' + show(Math.max(...v)) + ')' : ''); })]);
  });
  chart(s, 'ways to learn compared', { legend: { data: groups, type: 'scroll', top: 0, textStyle: { color: ink } }, tooltip: { trigger: 'axis', confine: true }, grid: { left: 48, right: 16, top: 48, bottom: 64 },
    xAxis: axis('', { type: 'category', data: ways.map(w => narrow ? w[0].replace(' ', '\n') : w[0]), axisLabel: { color: ink, interval: 0, lineHeight: 14, fontSize: narrow ? 10 : 12 } }), yAxis: axis('', { type: 'value', min: 0 }), series });
  table(['point', ...ways.map(w => w[0])], rows, s, 'As a table');
}

const attacks = [...new Set(data.runs.map(r => r.attack))], defences = [...new Set(data.runs.map(r => r.defence))];
if (attacks.length > 1 && defences.length > 1) {
  const s = section('Attacks against defences: ' + NAMES[best]), higher = best !== 'loss';
  s.append(el('p', 'Mean over seeds of the last model' + (higher ? '; from 0 (dark) to 1 (light).' : '; less is better.'), 'soft'));
  // One map for whatever else is swept: a mean over learning rates would say nothing of the attack.
  const maps = new Map();
  data.runs.forEach(r => {
    const other = words(Object.fromEntries(Object.entries(JSON.parse(r.point || '{}')).filter(([k]) => !/^(attack|defence)(\.|$)/.test(k))));
    if (!maps.has(other)) maps.set(other, []);
    maps.get(other).push(r);
  });
  maps.forEach((runs, other) => {
    if (other) s.append(el('h3', other));
    const t = el('table'), top = el('tr'); top.append(el('th', 'attack', 'text')); defences.forEach(d => top.append(el('th', bare(d), 'heat'))); t.append(el('thead')); t.tHead.append(top);
    const body = el('tbody');
    attacks.filter(a => runs.some(r => r.attack === a)).forEach(a => {
      const tr = el('tr'); tr.append(el('td', bare(a), 'text'));
      defences.forEach(d => {
        const cell = runs.filter(r => r.attack === a && r.defence === d), v = cell.filter(r => r[best] !== undefined).map(r => r[best]);
        const lost = cell.filter(r => r.status === 'diverged').length;
        const td = el('td', (v.length ? show(mean(v)) : lost ? '' : '-') + (lost ? ' ' + lost + ' diverged' : ''), 'heat');
        if (v.length && higher) { const m = Math.max(0, Math.min(1, mean(v))); td.style.background = 'hsl(' + (10 + 150 * m) + ' 55% ' + (55 + 30 * m) + '%)'; } else td.style.color = ink;
        tr.append(td);
      });
      body.append(tr);
    });
    t.append(body); const scroll = el('div', undefined, 'scroll'); scroll.append(t); s.append(scroll);
  });
}

{
  const s = section('Communication and time');
  const seconds = new Map(); data.timing.forEach(x => seconds.set(x.run, x.seconds));
  const rows = labels.map(label => {
    const own = runsOf.get(label), of = f => mean(own.map(f));
    const up = of(r => roundsOf.get(r.run).reduce((a, x) => a + x.bytes_up, 0)), down = of(r => roundsOf.get(r.run).reduce((a, x) => a + x.bytes_down, 0));
    const timed = own.filter(r => seconds.has(r.run)).map(r => seconds.get(r.run));
    const met = own.filter(r => r.target_round !== undefined).map(r => r.target_round);
    return [label, bytes(up), bytes(down), bytes(up / of(r => r.exchanges)), timed.length ? mean(timed).toFixed(1) + ' s' : '-', met.length ? met.join(', ') : '-'];
  });
  s.append(el('p', 'Bytes over all rounds, mean over seeds: what a secure sum of this model would send. Time is that of the simulation on this machine.', 'soft'));
  table(['point', 'up, all', 'down, all', 'up, each exchange', 'time of a run', 'rounds to target'], rows, s);
}

{
  const s = section('Runs');
  table(['point', 'seed', 'run', 'status', 'rounds', ...metrics.map(m => NAMES[m])], data.runs.map(r => [shortened(r), r.seed, r.run, r.status, r.rounds_done, ...metrics.map(m => show(r[m]))]), s);
  const d = el('details'); d.append(el('summary', 'The experiment\u2019s file'), el('pre', data.file)); s.append(d);
}
addEventListener('resize', () => charts.forEach(c => c.resize()));
document.body.dataset.drawn = String(charts.length);
