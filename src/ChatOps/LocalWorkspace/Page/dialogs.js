// Confirm dialogs and modals. The browser's own dialog keeps the focus inside and closes on Esc.
import { el, newId, post } from './dom.js';
import { plain } from './mrkdwn.js';
import { drawBlocks, drawText } from './blocks.js';

/** Asks; true if the person went on. */
export function confirm(asked, names) {
  return new Promise(resolve => {
    const title = newId('confirm');
    const dialog = el('dialog.dialog.small', { 'aria-labelledby': title, role: 'alertdialog' },
      el('header.dialog-head', {}, el('h2', { id: title, dir: 'auto' }, plain(asked.title.text))),
      el('div.dialog-body.text', { dir: 'auto' }, drawText(asked.text, names)),
      el('footer.dialog-foot', {},
        el('button.button', { type: 'button', dir: 'auto', onclick: () => dialog.close('no') }, plain(asked.deny.text)),
        el(`button.button.${asked.style === 'danger' ? 'danger' : 'primary'}`, {
          type: 'button', dir: 'auto', onclick: () => dialog.close('yes'), autofocus: true,
        }, plain(asked.confirm.text))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const open = new Map();

/** Shows exactly these modals: opens what is new, redraws what changed, closes what is gone. */
export function showViews(views, me, names) {
  for (const [id, shown] of open) {
    if (shown.me === me && views.some(view => view.id === id)) continue;
    open.delete(id);
    shown.dialog.close('gone');
    shown.dialog.remove();
  }
  for (const view of views) {
    const shown = open.get(view.id);
    if (shown?.hash === view.hash) continue;
    const dialog = shown?.dialog ?? el('dialog.dialog');
    open.set(view.id, { dialog, hash: view.hash, me });
    drawView(dialog, view, me, names);
    if (!dialog.open) {
      document.body.append(dialog);
      dialog.showModal();
    }
    dialog.querySelector('[autofocus], textarea, input, select')?.focus();
  }
}

function drawView(dialog, view, me, names) {
  const title = newId('view');
  const inputs = [];
  const problem = el('p.dialog-problem', { role: 'alert' });
  const close = () => post('/local/api/view/close', { user: me, view_id: view.id });
  const submit = view.submit && el('button.button.primary', { type: 'submit', dir: 'auto' }, plain(view.submit.text));

  const send = async event => {
    event.preventDefault();
    if (submit?.getAttribute('aria-busy')) return;
    submit?.setAttribute('aria-busy', 'true');
    const values = {};
    for (const input of inputs) values[input.block] = { [input.action]: input.field.value };
    const outcome = await post('/local/api/view', { user: me, view_id: view.id, values });
    // Its closing may be told before this answer comes.
    if (!problem.isConnected) return;
    submit?.removeAttribute('aria-busy');
    problem.textContent = outcome.error ?? '';
    showErrors(inputs, outcome.errors ?? {});
  };

  dialog.oncancel = event => {
    event.preventDefault();
    close();
  };
  dialog.setAttribute('aria-labelledby', title);
  dialog.replaceChildren(el('form', { novalidate: true, onsubmit: send },
    el('header.dialog-head', {},
      el('h2', { id: title, dir: 'auto' }, plain(view.title.text)),
      el('button.icon-button', { type: 'button', 'aria-label': 'Close', onclick: close }, '✕')),
    el('div.dialog-body', {}, drawBlocks(view.blocks, { names, inputs, act: () => {} }), problem),
    el('footer.dialog-foot', {},
      el('button.button', { type: 'button', dir: 'auto', onclick: close }, view.close ? plain(view.close.text) : 'Cancel'),
      submit)));
}

function showErrors(inputs, errors) {
  let first = null;
  for (const input of inputs) {
    const words = errors[input.block] ?? '';
    document.getElementById(input.error).textContent = words;
    if (words) {
      input.field.setAttribute('aria-invalid', 'true');
      first ??= input.field;
    } else {
      input.field.removeAttribute('aria-invalid');
    }
  }
  first?.focus();
}
