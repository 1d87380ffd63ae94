(async function () {
'use strict';

const byId = (id) => document.getElementById(id);
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
const say = (text) => { byId('said').textContent = text; };

/** An element: make('td', {class: 'number'}, 'text', child …). */
function make(tag, attributes, ...children) {
  const element = tag === 'path' || tag === 'rect' || tag === 'title'
    ? document.createElementNS(document.querySelector('svg').namespaceURI, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== ''));
  return element;
}

/** What the page carries: JSON, deflated, in base64. */
async function unpack() {
  const bytes = Uint8Array.from(atob(byId('data').textContent), (c) => c.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text());
}

const data = await unpack();
const words = data.words;
const red = (sign, text) => (data.urgent.includes(sign) ? make('span', { class: 'act' }, `${sign} ${text}`) : `${sign} ${text}`);

/** A long table: filtered by the words of its columns, drawn a page at a time. */
class List {
  constructor(box, list) {
    Object.assign(this, { box, list, rows: [], page: 0 });
    this.table = box.querySelector('table');
    this.status = box.querySelector('[role=status]');
    this.pager = box.querySelector('.pager');
    this.form = box.querySelector('form');
    this.text = this.form.querySelector('input');
    this.lower = list.words.map((column) => column.map((word) => word.toLowerCase()));
    this.form.hidden = false;
    this.form.addEventListener('input', () => this.filter());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('reset', () => setTimeout(() => this.filter()));
    this.pager.addEventListener('click', (event) => this.turn(event.target.closest('button')));
    this.filter();
  }

  word(row, column) { return this.list.words[column][this.list.codes[column][row]]; }

  /** Keep the rows that have each chosen word, and each typed one somewhere. */
  filter() {
    const { total, codes } = this.list;
    const chosen = [...this.form.querySelectorAll('select')].filter((s) => s.value !== '*')
      .map((s) => [codes[s.dataset.column], this.list.words[s.dataset.column].indexOf(s.value)]);
    const typed = this.text.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
      .map((part) => this.lower.map((column) => column.map((word) => word.includes(part))));
    this.rows = [];
    for (let row = 0; row < total; row += 1) {
      if (chosen.every(([column, code]) => column[row] === code)
          && typed.every((hits) => hits.some((hit, column) => hit[codes[column][row]]))) this.rows.push(row);
    }
    this.page = 0;
    this.draw();
  }

  choose(column, value) { this.form.querySelector(`[data-column="${column}"]`).value = value; }

  turn(button) {
    if (!button || button.getAttribute('aria-disabled') === 'true') return;
    this.page += Number(button.dataset.step);
    this.draw();
    this.box.scrollIntoView();
  }

  draw(most) {
    const { rows, list, page } = this;
    const last = Math.max(0, Math.ceil(rows.length / data.size) - 1);
    const from = most ? 0 : page * data.size;
    const to = Math.min(most || from + data.size, rows.length);
    this.table.tBodies[0].replaceChildren(...rows.slice(from, to).map((row) => this.line(row)));
    const counts = { total: list.total, found: rows.length, from: from + 1, to };
    const said = fill(!rows.length ? words.none : words.found, counts);
    this.status.textContent = most && rows.length > most ? said + fill(words.printed, { count: most, where: list.whole }) : said;
    this.pager.hidden = rows.length <= data.size;
    this.pager.querySelector('[data-step="-1"]').setAttribute('aria-disabled', page === 0);
    this.pager.querySelector('[data-step="1"]').setAttribute('aria-disabled', page === last);
  }

  line(row) {
    const tr = make('tr');
    for (const cell of this.list.cells) {
      const [first, ...rest] = cell.parts.map((column) => this.word(row, column));
      const sign = (this.list.signs[cell.parts[0]] || {})[first];
      const small = rest.filter(Boolean).join(' · ');
      const href = cell.link === null ? '' : this.word(row, cell.link);
      const shown = sign ? red(sign, first) : href ? make('a', { href }, first) : first;
      tr.append(make('td', { class: cell.style }, shown, small ? make('small', {}, small) : ''));
    }
    return tr;
  }
}

const lists = {};
for (const box of document.querySelectorAll('[data-list]')) lists[box.dataset.list] = new List(box, data.lists[box.dataset.list]);

/** The findings of one township (of one severity), brought into view. */
function showFindings(township, severity) {
  const list = lists.findings;
  list.form.reset();
  list.choose(2, township);
  list.choose(0, severity || '*');
  setTimeout(() => list.filter());
}

document.addEventListener('click', (event) => {
  const file = event.target.closest('a[href]:not([href^="#"])');
  if (file && parent !== window) { // the desk shows this page within its own and fetches what lies beside it
    event.preventDefault();
    parent.postMessage(file.getAttribute('href'), '*');
  }
  const link = event.target.closest('a[data-township]');
  if (link) showFindings(link.dataset.township, link.dataset.severity);
  const jump = event.target.closest('a[href^="#"]');
  const target = jump && byId(jump.getAttribute('href').slice(1));
  if (target && target.tagName === 'DETAILS') target.open = true;
});

/* Sorting: a heading becomes a button; blanks stay last. Townships go by the roster, in whose order their table stands at first: a browser's
   pinyin knows one reading per character. */
const collator = new Intl.Collator('zh-CN');
const roster = new Map([...document.querySelectorAll('#townships tbody th[data-open]')].map((name, at) => [name.dataset.open, at]));
function order(a, b) {
  if (a === '' || b === '') return 0;
  if (roster.has(a) && roster.has(b)) return roster.get(a) - roster.get(b);
  return Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? collator.compare(a, b) : a - b;
}
for (const table of document.querySelectorAll('table[data-sort]')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const label = head.textContent;
    const button = make('button', { type: 'button' }, label);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const was = head.getAttribute('aria-sort');
      const up = was ? was === 'descending' : !head.hasAttribute('data-down');
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const key = (tr) => { const cell = tr.cells[column]; return 'key' in cell.dataset ? cell.dataset.key : cell.textContent.trim(); };
      const keyed = [...table.tBodies[0].rows].map((tr) => [key(tr), tr]);
      keyed.sort(([a], [b]) => (a === '') - (b === '') || (up ? order(a, b) : order(b, a)));
      table.tBodies[0].append(...keyed.map(([, tr]) => tr));
      say(fill(up ? words.sorted_up : words.sorted_down, { label }));
    });
  });
}

/* One township, on a sheet of its own beside the page; a roll-up's page has none. */
const dialog = byId('town');
let opener = null;

function tableOf(caption, heads, rows) {
  const cells = heads.map(([label, style]) => make('th', { scope: 'col', class: style }, label));
  const lines = rows.map((row) => make('tr', {}, ...row.map((value, at) => (at
    ? make('td', { class: heads[at][1] }, value) : make('th', { scope: 'row' }, value)))));
  return make('div', { class: 'wide' }, make('table', {}, make('caption', { class: 'unseen' }, caption), make('thead', {}, make('tr', {}, ...cells)),
    make('tbody', {}, ...lines)));
}

/** The township's row and rank as they stand on the page: heading and text of each cell. */
function factsOf(name) {
  const facts = new Map();
  for (const [table, columns] of [['ranking', [0, 2, 3, 4]], ['townships', [1, 2, 3, 4, 5, 6]]]) {
    const body = document.querySelector(`#${table} table`);
    const row = [...body.tBodies[0].rows].find((tr) => tr.querySelector('th').textContent === name);
    if (row) for (const at of columns) facts.set(body.tHead.rows[0].cells[at].textContent, row.cells[at]);
  }
  return facts;
}

function openTownship(name) {
  const town = data.townships[name];
  const facts = make('dl', { class: 'facts' });
  for (const [label, cell] of factsOf(name)) {
    const text = cell.innerText.trim().replace(/\s+/g, ' ') || '—';
    facts.append(make('div', {}, make('dt', {}, label), make('dd', cell.querySelector('.act') ? { class: 'act' } : {}, text)));
  }
  const links = make('ul', { class: 'links' }, ...town.links.map(([text, href]) => make('li', {}, make('a', { href }, text))));
  const held = (holds) => (holds === null ? words.unknown : holds ? `✓ ${words.holds}` : red('✖', words.fails));
  const list = lists.findings;
  const own = [];
  for (let row = 0; row < list.list.total; row += 1) if (list.word(row, 2) === name && list.word(row, 0) !== data.severities[2]) own.push(row);
  const shown = own.slice(0, 20).map((row) => {
    const severity = list.word(row, 0);
    return [red(list.list.signs[0][severity], severity), `${list.word(row, 5)}`, make('div', {}, list.word(row, 7), make('small', {}, list.word(row, 8)))];
  });
  const all = make('a', { href: '#findings', 'data-township': name }, fill(words.faults_all, { count: list.list.codes[2].filter((code) => list.list.words[2][code] === name).length }));
  all.addEventListener('click', () => { opener = null; dialog.close(); });
  byId('town-name').textContent = name;
  byId('town-body').replaceChildren(
    facts,
    ...(town.links.length ? [make('h3', {}, words.papers), links] : []),
    make('h3', {}, words.figures),
    tableOf(words.figures, [[words.indicator, ''], [words.own, 'number'], [words.county, 'number']], town.figures),
    make('h3', {}, words.conditions),
    tableOf(words.conditions, [[words.condition, ''], [words.count, 'number'], [words.holds, 'short'], [words.evidence, '']],
      town.conditions.map(([condition, count, holds, evidence]) => [condition, count === null ? '—' : String(count), held(holds), evidence])),
    make('h3', {}, words.faults),
    shown.length ? tableOf(words.faults, [[words.severity, ''], [words.cell, ''], [words.fault, '']], shown) : make('p', {}, words.faults_none),
    make('p', {}, all),
    make('h3', {}, words.files),
    tableOf(words.files, [[words.file, ''], [words.verdict, 'short'], [words.reason, '']],
      town.files.map(([file, sign, verdict, reason]) => [file, sign ? red(sign, verdict) : verdict, reason])),
  );
  watch(dialog);
  if (!dialog.open) { dialog.showModal(); document.body.classList.add('one'); }
  dialog.scrollTop = 0;
  byId('town-name').focus();
}

for (const cell of document.querySelectorAll('[data-open]')) {
  const name = cell.dataset.open;
  const button = make('button', { type: 'button', 'aria-haspopup': 'dialog', title: fill(words.open_township, { name }) }, name);
  cell.replaceChildren(button);
  button.addEventListener('click', () => { opener = button; openTownship(name); });
}
if (dialog) dialog.addEventListener('close', () => { document.body.classList.remove('one'); if (opener) opener.focus(); });
if (dialog) dialog.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (event.target === dialog || (button && 'close' in button.dataset)) dialog.close();
  else if (button && 'print' in button.dataset) print();
  else if (button && 'turn' in button.dataset) {
    const names = Object.keys(data.townships);
    const at = names.indexOf(byId('town-name').textContent) + Number(button.dataset.turn);
    openTownship(names[(at + names.length) % names.length]);
    button.focus();
  }
});

/* A township's months beside the county's, in each chart and in the table. */
const compare = byId('compare');
function lay(chart, rates) {
  const { xs, top, height, months } = data.months;
  const parts = [];
  let path = '';
  let pen = 'M';
  rates.forEach((rate, at) => {
    const found = /^(\d+)\/(\d+)/.exec(rate);
    if (!found) { pen = 'M'; return; }
    const y = top + height * (1 - found[1] / found[2]);
    path += `${pen}${xs[at]} ${y}`;
    parts.push(make('rect', { class: 'dot own', x: xs[at] - 3, y: y - 3, width: 6, height: 6 }, make('title', {}, `${months[at]} ${rate}`)));
    pen = 'L';
  });
  chart.querySelector('g.own').replaceChildren(make('path', { class: 'line own', d: path }), ...parts);
}
if (compare) {
  const { ids, rates } = data.months;
  const charts = [...document.querySelectorAll('[data-indicator]')];
  const table = document.querySelector('#compare-table table');
  const county = charts.map((chart) => chart.querySelector('title').textContent);
  const caption = table.caption.textContent;
  compare.hidden = false;
  compare.addEventListener('change', () => {
    const name = byId('compare-town').value;
    const own = name ? rates[name] : null;
    charts.forEach((chart, at) => {
      const line = own ? own.map((month) => month[ids.indexOf(chart.dataset.indicator)]) : [];
      lay(chart, line);
      const told = data.months.months.map((month, i) => `${month} ${line[i]}`).filter((_, i) => line[i]);
      chart.querySelector('title').textContent = county[at] + (own ? ` ${name}：${told.join('；')}` : '');
    });
    byId('compare-name').hidden = !own;
    byId('compare-name').lastElementChild.textContent = name;
    table.caption.textContent = own ? caption.replace(words.county, name) : caption;
    [...table.tBodies[0].rows].forEach((tr, month) => ids.forEach((_, at) => { tr.cells[at + 1].textContent = (own || rates[words.county])[month][at]; }));
  });
  compare.addEventListener('submit', (event) => event.preventDefault());
}

/* Which part of the page is being read; which tables must be scrolled by the keyboard. */
function watch(root) { root.querySelectorAll('.wide, .wide > table').forEach((part) => wide.observe(part)); }
const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.getAttribute('href').slice(1), link]));
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    links.forEach((link, id) => (id === entry.target.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
  }
}, { rootMargin: '-100px 0px -70% 0px' });
links.forEach((_, id) => seen.observe(byId(id)));
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest('.wide');
    const over = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-label', box.querySelector('caption').textContent]]) {
      if (over) box.setAttribute(name, value); else box.removeAttribute(name);
    }
  }
});
watch(document);

addEventListener('message', (event) => { if (parent !== window && event.source === parent && event.data === 'print') print(); });
addEventListener('beforeprint', () => { if (!dialog || !dialog.open) Object.values(lists).forEach((list) => list.draw(data.printed)); });
addEventListener('afterprint', () => Object.values(lists).forEach((list) => list.draw()));
document.documentElement.dataset.ready = '';
}());
