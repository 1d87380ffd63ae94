(function () {
'use strict';

const body = document.body;
const byId = (id) => document.getElementById(id);

/** The door: the start token stands behind # and is exchanged for a cookie; then it is gone from the address. */
async function enter() {
  const token = location.hash.slice(1);
  history.replaceState(null, '', '/');
  byId('door').textContent = body.dataset.opening;
  if (token) {
    const answer = await fetch('/enter', { method: 'POST', body: token });
    if (answer.ok) { location.replace('/home'); return; }
  }
  const known = await fetch('/job'); // a browser that came in before
  if (known.ok) { location.replace('/home'); return; }
  byId('door').textContent = body.dataset.none;
}

if (body.classList.contains('door')) { enter(); return; }

const same = (node) => node.nodeType === 1
  ? [node.nodeName, node.id, node.dataset.key, node.getAttribute('action'), node.getAttribute('name')].join('|') : node.nodeName;

/** An element becomes another; what both have stays where it is, with the focus, what was typed and what was opened in it. */
function become(old, next) {
  for (const { name } of [...old.attributes]) if (name !== 'open' && !next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  let at = old.firstChild;
  for (const child of next.childNodes) {
    let found = at;
    while (found && same(found) !== same(child)) found = found.nextSibling;
    if (!found) { old.insertBefore(document.importNode(child, true), at); continue; }
    while (at !== found) { const gone = at; at = at.nextSibling; gone.remove(); }
    at = found.nextSibling;
    if (found.nodeType === 1) become(found, child); else if (found.nodeValue !== child.nodeValue) found.nodeValue = child.nodeValue;
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
}

/** A page that came takes the place of this one. What was said stays until somebody does something. */
let shown = location.pathname;
let gone = false;
function put(text, address, keep) {
  const next = new DOMParser().parseFromString(text, 'text/html');
  const said = next.getElementById('said');
  if (!said) { gone = true; document.open(); document.write(text); document.close(); return; }
  if (keep) add(said, [...byId('said').querySelectorAll('p:not([data-passing])')].map((each) => each.textContent), true);
  const path = new URL(address).pathname;
  const elsewhere = path !== shown;
  if (elsewhere) { history.pushState(null, '', address); shown = path; }
  document.title = next.title;
  const active = document.activeElement;
  const height = active.getBoundingClientRect().top;
  become(body, next.body);
  if (elsewhere) { scrollTo(0, 0); byId('main').focus({ preventScroll: true }); }
  else if (document.activeElement === body) byId('main').focus({ preventScroll: true });
  else if (active !== byId('main')) scrollBy(0, active.getBoundingClientRect().top - height); // it stays where it was seen
  bring(document);
  busy = !byId('job').hidden;
  soon(busy ? 300 : 5000);
}
window.addEventListener('popstate', () => { if (location.pathname !== shown) location.reload(); });

function add(said, sentences, before) {
  if (!sentences.length) return;
  if (!said.firstChild) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', id: 'heard', className: 'quiet', textContent: body.dataset.heard });
    said.append(document.createElement('div'), button);
  }
  const lines = sentences.map((sentence) => Object.assign(document.createElement('p'), { className: 'lines', textContent: sentence }));
  said.firstChild[before ? 'prepend' : 'append'](...lines);
}
const tell = (sentence) => { byId('said').replaceChildren(); add(byId('said'), [sentence]); };

async function send(form, data) {
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data });
    if (answer.status === 204) look(); else put(await answer.text(), answer.url);
    if (!gone && form.dataset.once !== undefined) form.reset();
  } catch {
    byId('job').hidden = true;
    tell(body.dataset.unsent);
    look();
  }
  delete form.dataset.sent;
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.sent !== undefined) return;
  const multipart = form.enctype === 'multipart/form-data';
  const data = multipart ? new FormData(form) : new URLSearchParams(new FormData(form));
  form.dataset.sent = '';
  if (multipart) { byId('job').hidden = false; byId('stage').textContent = body.dataset.sending; }
  send(form, data);
});

/** Files may be let fall anywhere on the page of a period. */
const carried = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files') && document.querySelector('.drop');
document.addEventListener('dragover', (event) => {
  const form = carried(event);
  if (form) { event.preventDefault(); form.classList.add('over'); }
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget && carried(event)) carried(event).classList.remove('over'); });
document.addEventListener('drop', (event) => {
  const form = carried(event);
  if (!form) return;
  event.preventDefault();
  form.classList.remove('over');
  if (event.dataTransfer.files.length) { form.elements.files.files = event.dataTransfer.files; form.requestSubmit(); }
});

document.addEventListener('click', async (event) => {
  if (event.target.id === 'heard') { byId('said').replaceChildren(); byId('main').focus({ preventScroll: true }); }
  if (event.target.id === 'print' && !byId('framed')) window.print();
  const from = event.target.dataset.copy;
  if (!from) return;
  await navigator.clipboard.writeText(byId(from).textContent);
  event.target.textContent = body.dataset.copied;
});

/** A link to a list opens it. */
const open = () => { const target = byId(decodeURIComponent(location.hash.slice(1))); if (target && target.nodeName === 'DETAILS') target.open = true; };
window.addEventListener('hashchange', open);
open();

/** Esc closes the list in which the focus stands, else what was said. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const list = event.target.closest('details[open]');
  if (list) { list.open = false; list.querySelector('summary').focus(); } else if (byId('heard')) byId('heard').click();
});

/** The task that runs: its stage is asked for twice a second; the page is drawn again at its end. */
let busy = !byId('job').hidden;
let timer;
function soon(wait) { clearTimeout(timer); if (!gone) timer = setTimeout(look, wait); }
async function look() {
  let now = null;
  try { now = await (await fetch('/job')).json(); } catch { /* the desk has left */ }
  if (gone) return;
  if (!now) { byId('job').hidden = true; tell(body.dataset.left); return; }
  const job = byId('job');
  if (now.busy) {
    busy = true;
    job.hidden = false;
    byId('stage').textContent = [body.dataset.working.replace('{about}', now.about), ...now.stages.slice(-1)].join(' · ');
  } else if (busy || now.number !== Number(job.dataset.number)) {
    const answer = await fetch(location.href, { headers: { 'X-Ended': now.number } });
    if (answer.ok) { put(await answer.text(), location.href, true); return; }
    busy = false;
    job.hidden = true;
    job.dataset.number = now.number;
  }
  soon(now.busy ? 500 : 5000);
}
look();

/** A row is as wide as in Excel; when it comes into sight its red cell does too. */
function bring(within) {
  for (const cell of within.querySelectorAll('.bad')) {
    const box = cell.closest('.wide');
    box.scrollLeft = Math.max(0, cell.offsetLeft - box.clientWidth / 2);
  }
}
document.addEventListener('toggle', (event) => bring(event.target), true);
bring(document);

const beat = () => navigator.sendBeacon('/beat');
setInterval(beat, 60000);
window.addEventListener('pagehide', beat);

/** A page that the desk hasn't made itself has no cookie: it asks for a file beside it, and only such a file is fetched. */
const framed = byId('framed');
if (framed) {
  byId('print').addEventListener('click', () => framed.contentWindow.postMessage('print', '*'));
  window.addEventListener('message', (event) => {
    if (event.source !== framed.contentWindow || typeof event.data !== 'string') return;
    const [path, place] = event.data.split('#').map(decodeURIComponent);
    if (path.startsWith('../../') && place) { // a cell of a ledger: the desk shows its row
      const [file, at] = [path.split('/').slice(3).join('/'), place.lastIndexOf('!')];
      const asked = new URLSearchParams({ file, sheet: place.slice(0, at), cell: place.slice(at + 1) });
      location.assign(`${location.pathname.split('/review/')[0]}/cell?${asked}`);
      return;
    }
    const wanted = new URL(event.data, framed.src);
    if (wanted.origin !== location.origin || !wanted.pathname.startsWith(location.pathname.split('/review/')[0] + '/out/')) return;
    const link = document.createElement('a');
    [link.href, link.download] = [wanted.pathname, ''];
    link.click();
  });
}

const picture = byId('picture');
if (picture) {
  byId('save').addEventListener('click', () => {
    const drawn = new Image();
    drawn.onload = () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1520, 2150];
      canvas.getContext('2d').drawImage(drawn, 0, 0, canvas.width, canvas.height);
      const link = document.createElement('a');
      link.download = `${byId('save').dataset.name}.png`;
      link.href = canvas.toDataURL('image/png');
      link.click();
    };
    drawn.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  });
}
document.documentElement.dataset.ready = '';
}());
