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
  } else {
    const answer = await fetch('/job');
    if (answer.ok) { location.replace('/home'); return; }
  }
  byId('door').textContent = body.dataset.none;
}

if (body.classList.contains('door')) { enter(); return; }

/** Where the page was stays where it is when it is drawn again. */
function show(address, back) {
  const next = new URL(address);
  if (back) next.hash = back;
  if (next.pathname === location.pathname) { history.replaceState(null, '', next.href); location.reload(); } else { location.assign(next.href); }
}

async function send(form, data) {
  const answer = await fetch(form.action, { method: 'POST', body: data });
  if (form.getAttribute('action') === '/leave') { document.open(); document.write(await answer.text()); document.close(); return; }
  if (form.getAttribute('action') === '/cancel') { location.reload(); return; }
  if (answer.redirected) { show(answer.url, form.dataset.back); return; }
  document.open(); document.write(await answer.text()); document.close();
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  if (form.classList.contains('drop')) { byId('job').hidden = false; byId('stage').textContent = body.dataset.sending; }
  const multipart = form.enctype === 'multipart/form-data';
  send(form, multipart ? new FormData(form) : new URLSearchParams(new FormData(form)));
});

for (const form of document.querySelectorAll('.drop')) {
  const over = (on) => (event) => { event.preventDefault(); form.classList.toggle('over', on); };
  form.addEventListener('dragover', over(true));
  form.addEventListener('dragleave', over(false));
  form.addEventListener('drop', (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) { form.elements.files.files = event.dataTransfer.files; form.requestSubmit(); }
  });
}

document.addEventListener('click', async (event) => {
  const from = event.target.dataset.copy;
  if (!from) return;
  await navigator.clipboard.writeText(byId(from).textContent);
  event.target.textContent = body.dataset.copied;
});

/** The task that runs: its stage is asked for twice a second; the page is drawn again at its end. */
let busy = !byId('job').hidden;
async function look() {
  let now;
  try { now = await (await fetch('/job')).json(); } catch { byId('job').hidden = false; byId('stage').textContent = body.dataset.left; return; }
  if (now.busy) {
    busy = true;
    byId('job').hidden = false;
    byId('stage').textContent = [body.dataset.working.replace('{about}', now.about), ...now.stages.slice(-1)].join(' · ');
  } else if (busy) { location.reload(); return; }
  setTimeout(look, now.busy ? 500 : 5000);
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
  byId('print').addEventListener('click', () => window.print());
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
