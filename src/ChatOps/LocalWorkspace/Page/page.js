// The page: what one person sees, kept true by the events that the workspace pushes.
import { el, byId, post } from './dom.js';
import { composer } from './composer.js';
import { showViews } from './dialogs.js';
import { avatar, dayDivider, drawMessage, timeOf } from './messages.js';
import { unescape } from './mrkdwn.js';

const state = { me: null, people: new Map(), groups: new Map(), commands: [], channels: new Map(), views: [], channel: null, thread: null };
const busy = new Set(), warnings = new Map(), drawn = new WeakMap();
const read = remembered('read', {}), sent = remembered('sent', {});
let events = null, waiting = null, main = null, aside = null;

const person = id => state.people.get(id);
const names = {
  person: id => person(id)?.name,
  channel: id => state.channels.get(id)?.name,
  group: id => state.groups.get(id),
  isMe: id => id === state.me,
};
const channel = () => state.channels.get(state.channel);

function remembered(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

const remember = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

// ---- what the workspace tells

function connect(user) {
  events?.close();
  remember('user', user);
  events = new EventSource(`/local/events?user=${encodeURIComponent(user)}`);
  const own = events;
  events.addEventListener('hello', async () => {
    waiting = [];
    const loaded = await fetch(`/local/api/state?user=${encodeURIComponent(user)}`).then(r => r.json()).catch(() => null);
    if (own !== events) return;
    if (!loaded) return setTimeout(() => own === events && connect(user), 1000);
    load(loaded);
    const late = waiting;
    waiting = null;
    late.forEach(([kind, data]) => take(kind, data));
    byId('offline').hidden = true;
    drawAll();
  });
  for (const kind of ['message', 'deleted', 'view', 'view_closed']) {
    events.addEventListener(kind, event => {
      const data = JSON.parse(event.data);
      if (waiting) waiting.push([kind, data]);
      else {
        take(kind, data);
        drawSoon();
      }
    });
  }
  events.onerror = () => {
    byId('offline').hidden = false;
    if (events?.readyState === EventSource.CLOSED) setTimeout(() => own === events && connect(user), 1000);
  };
}

function load(loaded) {
  state.me = loaded.me;
  state.people = new Map(loaded.people.map(p => [p.id, p]));
  state.groups = new Map(loaded.groups.map(g => [g.id, g.handle]));
  state.commands = loaded.commands;
  state.channels = new Map(loaded.channels.map(c => [c.id, { ...c, messages: new Map(c.messages.map(m => [m.ts, m])) }]));
  state.views = loaded.views;
  if (!channel()) state.channel = state.channels.keys().next().value;
}

function take(kind, data) {
  if (kind === 'view') state.views = [...state.views.filter(v => v.id !== data.id), data];
  else if (kind === 'view_closed') state.views = state.views.filter(v => v.id !== data.id);
  else if (kind === 'deleted') state.channels.get(data.channel)?.messages.delete(data.ts);
  else {
    const messages = state.channels.get(data.channel)?.messages;
    const before = messages?.get(data.ts);
    messages?.set(data.ts, data);
    if (data.user !== state.me && before?.text !== data.text && data.channel === state.channel) announce(data, before);
  }
}

function announce(message, before) {
  const words = unescape(message.text).slice(0, 300);
  byId('announcer').textContent = `${person(message.user)?.real_name ?? 'Somebody'}${before ? ' changed a message' : ''}: ${words}`;
}

// ---- drawing

let planned = false;
function drawSoon() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawAll();
  });
}

function drawAll() {
  const shown = channel();
  document.title = `#${shown.name} · Local workspace`;
  byId('channel-name').textContent = `# ${shown.name}`;
  byId('channel-topic').textContent = shown.topic;
  byId('me').replaceChildren(avatar(person(state.me)), el('span', {}, person(state.me).real_name));
  main.label(`Message #${shown.name} as ${person(state.me).real_name}`);
  drawPeople();
  drawThread();
  const roots = [...shown.messages.values()].filter(m => !m.thread_ts || m.thread_ts === m.ts);
  drawList(byId('messages'), byId('scroller'), roots, false);
  if (roots.length === 0) byId('messages').replaceChildren(emptyChannel(shown));
  markRead();
  drawChannels();
  showViews(state.views, state.me, names);
}

function emptyChannel(shown) {
  return el('li.empty', {}, el('h2', {}, `This is the very beginning of #${shown.name}`),
    el('p', {}, 'Type ', el('code', {}, '/deploy staging run 1234'), ' and press Enter, or ', el('code', {}, '/release help'), ' to see what there is.'));
}

function drawChannels() {
  keepFocus(byId('channels'), list => list.replaceChildren(...[...state.channels.values()].map(c => el('li', {},
    el(`button.channel${isUnread(c) ? '.unread' : ''}`, {
      type: 'button',
      'aria-current': c.id === state.channel ? 'page' : null,
      'data-key': c.id,
      onclick: () => { show(c.id); drawer(false); },
    }, el('span', { 'aria-hidden': 'true' }, '#'), ` ${c.name}`, isUnread(c) && el('span.unseen', {}, ' (unread)'))))));
}

function drawPeople() {
  if (byId('people').dataset.me === state.me) return;
  byId('people').dataset.me = state.me;
  keepFocus(byId('people'), list => list.replaceChildren(...[...state.people.values()].filter(p => !p.is_bot).map(p => el('label.person', {},
    el('input', { type: 'radio', name: 'me', value: p.id, checked: p.id === state.me, 'data-key': p.id, onchange: () => become(p.id) }),
    avatar(p, '.small'),
    el('span.person-text', {}, el('strong', {}, p.real_name), el('small', {}, p.about))))));
}

function drawThread() {
  const root = state.thread && channel().messages.get(state.thread);
  byId('thread').hidden = !root;
  byId('app').classList.toggle('with-thread', Boolean(root));
  if (!root) {
    state.thread = null;
    return;
  }
  byId('thread-channel').textContent = `# ${channel().name}`;
  const replies = [...channel().messages.values()].filter(m => m.thread_ts === root.ts && m.ts !== root.ts);
  drawList(byId('thread-messages'), byId('thread-scroller'), [root, ...replies.sort(byTs)], true);
}

const byTs = (a, b) => (a.ts < b.ts ? -1 : 1);

/** Redraws only the messages that changed, and leaves the reader where they were. */
function drawList(list, scroller, messages, inThread) {
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80 || list.dataset.of !== listName(inThread);
  list.dataset.of = listName(inThread);
  const before = new Map([...list.children].map(child => [child.dataset.key ?? child.dataset.ts, child]));
  const items = [];
  let last = null;
  for (const message of messages.sort(byTs)) {
    if (!inThread && (!last || timeOf(last.ts).toDateString() !== timeOf(message.ts).toDateString())) {
      const divider = dayDivider(message.ts);
      divider.dataset.key = `day ${timeOf(message.ts).toDateString()}`;
      items.push(before.get(divider.dataset.key) ?? divider);
    }
    const follows = last && !(inThread && last === messages[0]) && last.user === message.user && !last.is_ephemeral && Number(message.ts) - Number(last.ts) < 300 && !message.blocks;
    items.push(drawItem(message, before.get(message.ts), follows, inThread));
    last = message;
  }
  keepFocus(list, () => {
    items.forEach((item, index) => list.children[index] === item || list.insertBefore(item, list.children[index] ?? null));
    while (list.children.length > items.length) list.lastChild.remove();
  });
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  if (!inThread) byId('jump').hidden = isAtEnd(scroller);
}

const listName = inThread => `${state.me} ${state.channel} ${inThread ? state.thread : ''}`;
const isAtEnd = scroller => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
const key = (message, block, part) => `${state.me} ${message.ts} ${block.block_id} ${part.action_id}`;

function drawItem(message, old, follows, inThread) {
  const busyHere = [...busy].filter(k => k.startsWith(`${state.me} ${message.ts} `));
  const warning = warnings.get(`${state.me} ${message.ts}`);
  const look = JSON.stringify([message, follows, busyHere, warning, state.me]);
  if (old && drawn.get(old) === look) return old;
  const item = drawMessage(message, {
    names, person, follows, inThread, act, openThread,
    busy: (m, block, part) => busy.has(key(m, block, part)),
    warning: m => warnings.get(`${state.me} ${m.ts}`),
  });
  drawn.set(item, look);
  return item;
}

/** Whoever had the keyboard in something that is drawn anew has it again. */
function keepFocus(place, change) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const ts = focused?.closest('[data-ts]')?.dataset.ts;
  change(place);
  if (!focused || focused.isConnected || !focused.dataset.key) return;
  const within = ts ? place.querySelector(`[data-ts="${CSS.escape(ts)}"]`) : place;
  const same = within?.querySelector(`[data-key="${CSS.escape(focused.dataset.key)}"]`);
  (same ?? within?.querySelector('button') ?? place.closest('[tabindex]'))?.focus({ preventScroll: true });
}

// ---- what people do

async function act(message, block, part, option) {
  const own = key(message, block, part), me = state.me;
  busy.add(own);
  warnings.delete(`${me} ${message.ts}`);
  drawSoon();
  const outcome = await post('/local/api/action', {
    user: me, channel: message.channel, ts: message.ts, action_id: part.action_id, block_id: block.block_id,
    value: part.value, selected_option: option ?? undefined,
  });
  busy.delete(own);
  if (!outcome.ok) warnings.set(`${me} ${message.ts}`, outcome.error);
  drawSoon();
}

async function write(text, threadTs) {
  sent[state.me] = [...(sent[state.me] ?? []), text].slice(-50);
  remember('sent', sent);
  const place = { user: state.me, channel: state.channel };
  const command = !threadTs && /^(\/\S*)\s*([\s\S]*)$/.exec(text);
  const outcome = command
    ? await post('/local/api/command', { ...place, command: command[1], text: command[2] })
    : await post('/local/api/message', { ...place, text, thread_ts: threadTs });
  if (!outcome.ok && outcome.status === undefined) announceTrouble(outcome.error);
  (threadTs ? byId('thread-scroller') : byId('scroller')).scrollTop = 1e9;
}

function announceTrouble(words) {
  byId('announcer').textContent = words;
}

function become(id) {
  state.views = [];
  showViews([], null, names);
  connect(id);
}

function show(id) {
  if (state.channel !== id) state.thread = null;
  state.channel = id;
  history.replaceState(null, '', `/?as=${person(state.me).name}&channel=${channel().name}`);
  drawAll();
  main.focus();
}

function openThread(ts) {
  state.thread = ts;
  drawAll();
  aside.focus();
}

function closeThread() {
  const ts = state.thread;
  state.thread = null;
  drawAll();
  const item = ts && byId('messages').querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  (item?.querySelector('[data-key="replies"], [data-key="reply"]') ?? byId('composer-text')).focus();
}

function drawer(isOpen) {
  byId('app').classList.toggle('drawer-open', isOpen);
  byId('open-drawer').setAttribute('aria-expanded', String(isOpen));
  byId('main').inert = isOpen;
  if (isOpen) byId('close-drawer').focus();
}

const newest = c => [...c.messages.keys()].reduce((a, b) => (a > b ? a : b), '');
const isUnread = c => c.id !== state.channel && newest(c) > (read[`${state.me} ${c.id}`] ?? '');

function markRead() {
  read[`${state.me} ${state.channel}`] = newest(channel());
  remember('read', read);
}

// ---- beginning

function begin() {
  const asked = new URLSearchParams(location.search);
  const link = /^\/archives\/(\w+)\/p(\d{10})(\d{6})/.exec(location.pathname);
  if (link) state.channel = link[1];
  const history = () => sent[state.me] ?? [];
  main = composer({
    id: 'composer-text', label: 'Message', sent: history, send: text => write(text),
    commands: () => state.commands,
  });
  aside = composer({ id: 'reply-text', label: 'Reply…', commands: () => [], sent: history, send: text => write(text, state.thread) });
  byId('composer-place').append(main.form);
  byId('thread-composer-place').append(aside.form);
  byId('close-thread').onclick = closeThread;
  byId('open-drawer').onclick = () => drawer(true);
  byId('me').onclick = () => {
    if (getComputedStyle(byId('open-drawer')).display !== 'none') drawer(true);
    byId('people').querySelector(':checked')?.focus();
  };
  byId('close-drawer').onclick = byId('scrim').onclick = () => { drawer(false); byId('open-drawer').focus(); };
  byId('jump').onclick = () => { byId('scroller').scrollTop = 1e9; };
  byId('scroller').onscroll = () => { byId('jump').hidden = isAtEnd(byId('scroller')); };
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
    if (byId('app').classList.contains('drawer-open')) byId('close-drawer').click();
    else if (state.thread) closeThread();
  });
  byId('offline').hidden = true;
  connect(asked.get('as') ?? remembered('user', 'developer'));
  const first = setInterval(() => {
    if (!state.me || waiting) return;
    clearInterval(first);
    const wanted = [...state.channels.values()].find(c => c.name === asked.get('channel'));
    if (wanted) show(wanted.id);
    if (link) point(`${link[2]}.${link[3]}`, asked.get('thread_ts'));
    else main.focus();
  }, 50);
}

function point(ts, threadTs) {
  if (threadTs) openThread(threadTs);
  const item = document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  item?.scrollIntoView({ block: 'center' });
  item?.classList.add('pointed');
}

begin();
