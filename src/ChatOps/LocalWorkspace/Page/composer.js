// Where people write: Enter sends, / suggests commands, the up arrow brings back what was sent.
import { el, newId } from './dom.js';

/** `send(text)` resolves when it is through; `commands()` may be empty (threads know no commands). */
export function composer({ id, label, commands, sent, send }) {
  const listId = newId('commands');
  let recalled = -1, chosen = 0, matches = [];

  const text = el('textarea.composer-text', {
    id, rows: '1', dir: 'auto', 'aria-label': label, placeholder: label, autocomplete: 'off', spellcheck: 'true', enterkeyhint: 'send',
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': listId,
    oninput: () => { recalled = -1; refresh(); },
    onkeydown: key,
    onblur: () => hide(),
    onfocus: () => refresh(),
  });
  const list = el('ul.commands', { id: listId, role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const hint = el('p.composer-hint', { 'aria-live': 'polite' });
  const go = el('button.send', { type: 'submit', 'aria-label': 'Send' }, '➤');
  const form = el('form.composer', {
    onsubmit: event => { event.preventDefault(); submit(); },
  }, list, el('div.composer-box', {}, text, go), hint);

  function refresh() {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
    go.disabled = text.value.trim() === '';
    const [name, ...rest] = text.value.split(/\s/);
    matches = text.value.startsWith('/') && rest.length === 0 ? commands().filter(c => c.command.startsWith(name)) : [];
    chosen = 0;
    drawList();
    const known = commands().find(c => c.command === name);
    hint.replaceChildren(...(known ? [el('code', {}, known.command), ` ${known.hint}`] : idle()));
  }

  const idle = () => [el('b', {}, 'Enter'), ' sends · ', el('b', {}, 'Shift+Enter'), ' starts a line',
    ...(commands().length ? [' · ', el('b', {}, '/'), ' shows the commands'] : [])];

  function drawList() {
    list.replaceChildren(...matches.map((match, index) => el('li.command', {
      role: 'option',
      id: `${listId}-${index}`,
      'aria-selected': String(index === chosen),
      onmousedown: event => { event.preventDefault(); complete(match); },
    }, el('strong', {}, match.command), el('span.command-hint', {}, match.hint), el('small', {}, match.about))));
    list.hidden = matches.length === 0;
    text.setAttribute('aria-expanded', String(!list.hidden));
    if (list.hidden) text.removeAttribute('aria-activedescendant');
    else text.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
  }

  function hide() {
    matches = [];
    drawList();
  }

  function complete(match) {
    set(`${match.command} `);
  }

  function set(value) {
    text.value = value;
    text.setSelectionRange(value.length, value.length);
    refresh();
  }

  function key(event) {
    if (event.isComposing) return;
    if (matches.length) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        chosen = (chosen + step + matches.length) % matches.length;
        drawList();
        return;
      }
      if (event.key === 'Tab' && !event.shiftKey || (event.key === 'Enter' && !event.shiftKey)) {
        event.preventDefault();
        complete(matches[chosen]);
        return;
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
        hide();
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if ((event.key === 'ArrowUp' && (text.value === '' || recalled >= 0)) || (event.key === 'ArrowDown' && recalled >= 0)) {
      recall(event);
    }
  }

  function recall(event) {
    const before = sent();
    const next = recalled + (event.key === 'ArrowUp' ? 1 : -1);
    if (next >= before.length) return;
    event.preventDefault();
    set(next < 0 ? '' : before[before.length - 1 - next]);
    recalled = next;
    hide();
  }

  function submit() {
    const value = text.value.trim();
    if (!value) return;
    set('');
    recalled = -1;
    send(value);
  }

  refresh();
  hide();
  return { form, focus: () => text.focus(), label: words => { text.placeholder = words; text.setAttribute('aria-label', words); } };
}
