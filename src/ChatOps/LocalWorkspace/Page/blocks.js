// Block Kit, drawn as people know it.
import { el, newId } from './dom.js';
import { mrkdwn, plain } from './mrkdwn.js';
import { confirm } from './dialogs.js';

export const drawText = (text, names) => (text.type === 'plain_text' ? plain(text.text) : mrkdwn(text.text, names));

/** `act(block, element, option)` is told what was pressed or chosen; `busy(block, element)` whether that is still under way. */
export function drawBlocks(blocks, context) {
  return blocks.map(block => (draw[block.type] ?? unknown)(block, context));
}

const draw = {
  header: block => el('h3.block-header', { dir: 'auto' }, plain(block.text.text)),
  divider: () => el('hr.block-divider'),
  section: (block, context) => el('div.block-section', {},
    el('div.block-section-text', {},
      block.text && el('div.text', { dir: 'auto' }, drawText(block.text, context.names)),
      block.fields && el('div.block-fields', {}, block.fields.map(field => el('div.text.block-field', { dir: 'auto' }, drawText(field, context.names))))),
    block.accessory && el('div.block-accessory', {}, element(block, block.accessory, context))),
  context: (block, context) => el('div.block-context', {},
    block.elements.map(part => (part.type === 'image' ? picture(part) : el('div.text', { dir: 'auto' }, drawText(part, context.names))))),
  actions: (block, context) => el('div.block-actions', {}, block.elements.map(part => element(block, part, context))),
  image: block => el('figure.block-image', {}, block.title && el('figcaption', { dir: 'auto' }, plain(block.title.text)), picture(block)),
  input: (block, context) => input(block, context),
};

const unknown = block => el('p.note', {}, `This workspace can't draw a block of type ${block.type}.`);

// Pictures would be fetched from elsewhere; what they say is shown instead.
const picture = image => el('span.picture', { role: 'img', 'aria-label': image.alt_text, title: image.image_url }, '▨ ', image.alt_text);

function element(block, part, context) {
  switch (part.type) {
    case 'button': return button(block, part, context);
    case 'overflow': return overflow(block, part, context);
    case 'static_select': return select(block, part, context);
    case 'image': return picture(part);
    default: return unknown(part);
  }
}

async function act(block, part, option, context) {
  if (!part.confirm || await confirm(part.confirm, context.names)) {
    context.act(block, part, option);
    return true;
  }
  return false;
}

function button(block, part, context) {
  const style = part.style ? `.${part.style === 'danger' ? 'danger' : 'primary'}` : '';
  const busy = context.busy?.(block, part);
  return el(`button.button${style}`, {
    type: 'button',
    dir: 'auto',
    'aria-label': part.accessibility_label,
    'aria-busy': busy ? 'true' : null,
    'data-key': `${block.block_id}/${part.action_id}/${part.value ?? ''}`,
    onclick: async () => {
      if (context.busy?.(block, part)) return;
      if (part.url && /^https?:\/\//i.test(part.url)) window.open(part.url, '_blank', 'noopener,noreferrer');
      await act(block, part, null, context);
    },
  }, plain(part.text.text), part.url && el('span.away', { 'aria-hidden': 'true' }, ' ↗'));
}

const optionsOf = part => [...(part.options ?? []), ...(part.option_groups ?? []).flatMap(group => group.options)];

function optionElements(part) {
  const one = option => el('option', { value: option.value }, plain(option.text.text).map(piece => piece.textContent ?? piece).join(''));
  return part.option_groups
    ? part.option_groups.map(group => el('optgroup', { label: group.label.text }, group.options.map(one)))
    : part.options.map(one);
}

function select(block, part, context) {
  const placeholder = part.placeholder?.text ?? 'Choose an option';
  const initial = part.initial_option?.value ?? '';
  const list = el('select.select', {
    'aria-label': placeholder,
    'data-key': `${block.block_id}/${part.action_id}`,
    onchange: async () => {
      const chosen = optionsOf(part).find(option => option.value === list.value);
      if (chosen && !await act(block, part, chosen, context)) list.value = initial;
    },
  }, el('option', { value: '', disabled: true, hidden: true }, placeholder), optionElements(part));
  list.value = initial;
  return list;
}

function overflow(block, part, context) {
  const id = newId('menu');
  const items = part.options.map(option => el('button.menu-item', {
    type: 'button',
    role: 'menuitem',
    tabindex: '-1',
    onclick: () => {
      menu.hidePopover();
      if (option.url && /^https?:\/\//i.test(option.url)) window.open(option.url, '_blank', 'noopener,noreferrer');
      act(block, part, option, context);
    },
  }, plain(option.text.text), option.description && el('small', { dir: 'auto' }, plain(option.description.text))));
  const menu = el('div.menu', { id, role: 'menu', popover: 'auto', onkeydown: move }, items);
  const opener = el('button.button.overflow', {
    type: 'button',
    'aria-label': 'More actions',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'data-key': `${block.block_id}/${part.action_id}`,
    popovertarget: id,
  }, '⋯');
  menu.addEventListener('toggle', event => {
    const isOpen = event.newState === 'open';
    opener.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    const place = opener.getBoundingClientRect();
    menu.style.top = `${Math.min(place.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
    menu.style.left = `${Math.max(8, Math.min(place.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
    items[0]?.focus();
  });
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = items.indexOf(document.activeElement);
    items[(now + step + items.length) % items.length].focus();
  }
  return el('span.overflow-place', {}, opener, menu);
}

function input(block, context) {
  const part = block.element;
  const [id, hint, error] = [newId('input'), newId('hint'), newId('error')];
  const attributes = {
    id,
    name: block.block_id,
    dir: 'auto',
    'aria-describedby': `${hint} ${error}`,
    'aria-required': block.optional ? null : 'true',
    autofocus: part.focus_on_load,
  };
  let field;
  if (part.type === 'static_select') {
    field = el('select.select', attributes, el('option', { value: '' }, part.placeholder?.text ?? 'Choose an option'), optionElements(part));
    field.value = part.initial_option?.value ?? '';
  } else {
    field = el(part.multiline ? 'textarea' : 'input', {
      ...attributes, maxlength: part.max_length ?? 3000, placeholder: part.placeholder?.text, rows: part.multiline ? 4 : null, autocomplete: 'off',
    });
    field.value = part.initial_value ?? '';
  }
  context.inputs?.push({ block: block.block_id, action: part.action_id, field, error });
  return el('div.block-input', {},
    el('label', { for: id, dir: 'auto' }, plain(block.label.text), block.optional && el('span.optional', {}, ' (optional)')),
    field,
    el('p.hint', { id: hint, dir: 'auto' }, block.hint ? plain(block.hint.text) : []),
    el('p.input-error', { id: error, role: 'alert' }));
}
