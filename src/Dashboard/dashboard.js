// The page reads the public HTTP API and nothing else. Every value goes in as text, never as markup.
const api = '/api/v1';
const state = { company: '', run: '', eventsCursor: null };
const byId = id => document.getElementById(id);

async function get(path) {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).cause ?? `HTTP ${response.status}`);
  return response.json();
}

function row(body, cells, attributes = {}) {
  const line = body.insertRow();
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  for (const cell of cells) {
    const field = line.insertCell();
    const number = typeof cell === 'number';
    field.textContent = number ? cell.toLocaleString() : cell ?? '';
    if (number) field.className = 'number';
    if (cell === 'failed' || cell === 'success') field.className = cell;
  }
  return line;
}

const sum = counts => Object.values(counts ?? {}).reduce((total, count) => total + count, 0);
const took = run => run.finishedAt ? `${((new Date(run.finishedAt) - new Date(run.startedAt)) / 1000).toFixed(1)} s` : '';

async function showHealth() {
  const health = await fetch('/api/health').then(response => response.json()).catch(() => ({ status: 'not reachable', checks: [] }));
  byId('health').dataset.ready = health.status === 'ready';
  byId('health').textContent = health.status;
}

async function showRuns() {
  const runs = await get(`${api}/runs?limit=20&company=${encodeURIComponent(state.company)}`);
  const body = byId('runs').tBodies[0];
  body.replaceChildren();
  state.run ||= runs.items[0]?.runId ?? '';
  for (const run of runs.items) {
    const line = row(body, [run.runId, run.pipeline, run.asOf, run.status, took(run)], { 'data-run': run.runId, 'aria-selected': run.runId === state.run });
    line.onclick = () => { state.run = run.runId; refresh(); };
  }
}

async function showStages() {
  const body = byId('stages').tBodies[0];
  body.replaceChildren();
  if (!state.run) return;
  const run = await get(`${api}/runs/${encodeURIComponent(state.run)}`);
  for (const stage of run.companies.find(company => company.company === state.company)?.stages ?? [])
    row(body, [stage.stage, stage.status, stage.in, stage.good, sum(stage.quarantined), sum(stage.discarded)]);
}

async function showEvents(more = false) {
  const filters = new URLSearchParams([...new FormData(byId('filters'))].filter(([, value]) => value));
  filters.set('limit', '50');
  if (more && state.eventsCursor) filters.set('cursor', state.eventsCursor);
  const page = await get(`${api}/companies/${encodeURIComponent(state.company)}/events?${filters}`);
  const body = byId('events').tBodies[0];
  if (!more) body.replaceChildren();
  for (const event of page.items)
    row(body, [event.eventType, `${event.entityType} ${event.entityId}`, event.severity, event.reason ? `${event.status}: ${event.reason}` : event.status, event.firstSeenAt, event.lastSeenAt]);
  state.eventsCursor = page.nextCursor ?? null;
  byId('more').hidden = !state.eventsCursor;
}

async function showDatasets() {
  const page = await get(`${api}/companies/${encodeURIComponent(state.company)}/datasets?limit=200`);
  const body = byId('datasets').tBodies[0];
  body.replaceChildren();
  const types = byId('filters').elements.type;
  for (const dataset of page.items) {
    row(body, [dataset.name, dataset.layer, dataset.versionTag, dataset.rowCount, dataset.asOf]);
    const type = dataset.name.startsWith('events_') ? dataset.name.slice('events_'.length) : '';
    if (type && ![...types.options].some(option => option.value === type)) types.add(new Option(type, type));
  }
}

async function refresh() {
  await showHealth();
  if (state.company) await Promise.all([showRuns().then(showStages), showEvents(), showDatasets()]);
}

byId('company').onchange = () => { state.company = byId('company').value; state.run = ''; refresh(); };
byId('filters').onchange = () => showEvents();
byId('filters').onsubmit = event => event.preventDefault();
byId('more').onclick = () => showEvents(true);

const companies = await get(`${api}/companies`);
for (const company of companies.items) byId('company').add(new Option(company.displayName, company.slug));
state.company = byId('company').value;
await refresh();
setInterval(() => showHealth().then(() => state.company && showRuns().then(showStages)), 3000);
