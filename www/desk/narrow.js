/**
 * Asking for less: a need is chosen, and the least link that serves it is proposed, with the commands
 * that make it.
 *
 * @typedef {wasm_bindgen.Proposal} Proposal
 * @typedef {wasm_bindgen.TaskAbout} TaskAbout
 * @typedef {import('../pkg/sas_lens.js').Message} Message
 */

import { part } from '../dom.js';
import { refusalOf } from '../faults.js';
import { announce, spoken } from '../status.js';
import { command } from '../view/actions.js';
import { shape } from '../view/shape.js';
import { narrow, tasksOf } from './ask.js';
import { button, having, labelled, make, select } from './build.js';
import { difference } from './compare.js';
import { lasting } from './lasting.js';
import { row, table } from './table.js';

/** What a need may name beside the task and the time: its title and what to write. */
const PLACES = Object.freeze(
  /** @type {const} */ ({
    account: ['Storage account', 'If the link does not name it.'],
    container: ['Container, share, queue or table', 'If it is another one than the link’s.'],
    path: ['File or folder in it', 'A folder ends with /.'],
    partition: ['Partition of the table', 'If one is enough.'],
    addresses: ['Address of who will use it', 'An IPv4 address, or two with - between them.'],
  }),
);

/** @typedef {keyof typeof PLACES} Place */

/**
 * @param {object} about
 * @param {string} about.text the link that is shown
 * @param {number} about.now milliseconds since 1970
 * @param {boolean} about.hasAccount whether it names the storage account
 * @returns {HTMLElement}
 */
export function narrowDesk({ text, now, hasAccount }) {
  const made = make('div', 'desk');
  tasksOf(text, now).then(
    (tasks) => made.append(...form(text, now, tasks.map((about) => (hasAccount ? withoutAccount(about) : about)))),
    () => made.append(make('p', 'late', 'Nothing can be proposed just now. Reload the page and try again.')),
  );
  return made;
}

/** @param {TaskAbout} about */
const withoutAccount = (about) => ({ ...about, takes: about.takes.filter((key) => key !== 'account') });

/**
 * @param {string} text
 * @param {number} now
 * @param {readonly TaskAbout[]} tasks
 */
function form(text, now, tasks) {
  const task = select(tasks.map(({ task, title }) => [task, title]));
  const life = lasting(now);
  const fields = Object.entries(PLACES).map(([key, [title, hint]]) => {
    const field = having(make('input', 'field__text'), { type: 'text' });
    return { key, field, made: labelled(field, title, hint) };
  });
  const outcome = make('div', 'desk__outcome');

  /** Shows the places that the chosen task takes. */
  const fit = () => {
    const takes = tasks.find((about) => about.task === task.value)?.takes ?? [];
    for (const { key, made } of fields) made.hidden = !takes.includes(key);
  };
  /** @param {HTMLElement} told */
  const tell = (told) => {
    outcome.replaceChildren(told);
    announce(part(document, 'status'), spoken(outcome));
  };
  const propose = async () => {
    const places = fields.filter(({ field, made }) => !made.hidden && field.value.trim() !== '');
    /** @type {import('./lasting.js').Lasting} */
    let time;
    try {
      time = life.read();
    } catch (error) {
      tell(make('p', 'desk__problem', error instanceof Error ? error.message : ''));
      life.ask();
      return;
    }
    const need = {
      task: /** @type {TaskAbout['task']} */ (task.value),
      ...time,
      ...Object.fromEntries(places.map(({ key, field }) => [key, field.value.trim()])),
    };
    try {
      const proposal = await narrow(text, now, need);
      tell(proposed(proposal));
      const [asked] = proposal.asks;
      if (asked) open(asked);
    } catch (error) {
      const why = refusalOf(error).replace(/^need\./, '');
      tell(make('p', 'desk__problem', why || 'Nothing can be proposed just now. Reload the page and try again.'));
    }
  };

  const more = make('details', 'more', make('summary', 'more__summary', 'Where, and for whom'));
  more.append(make('div', 'desk__fields', ...fields.map(({ made }) => made)));
  /** @param {string} key the place that has to be named */
  const open = (key) => {
    more.open = true;
    fields.find((field) => field.key === key)?.field.focus();
  };

  task.addEventListener('change', fit);
  fit();
  const asked = make('div', 'desk__fields', labelled(task, 'What is the link needed for?'), ...life.fields);
  /** @param {KeyboardEvent} event */
  const onEnter = ({ key, target }) => {
    if (key === 'Enter' && target instanceof HTMLInputElement) propose();
  };
  asked.addEventListener('keydown', onEnter);
  more.addEventListener('keydown', onEnter);
  const press = make('div', 'tools', button('Show the smallest link', propose, 'button button--main'));
  return [asked, more, press, outcome];
}

/** @param {Proposal} proposal */
function proposed({ title, problem, sentence, why, params, commands, fallback, verdict, levelWithPolicy, comparison, warnings }) {
  if (problem) return make('p', 'desk__problem', problem.text);
  const level = levelWithPolicy ?? verdict?.level;
  const judged = having(make('p', 'desk__level'), { 'data-level': level });
  if (level && verdict) judged.append(shape(level), ` ${levelWithPolicy ? 'With its stored access policy: contained' : verdict.title}`);
  const answer = make('div', 'desk__answer', make('h4', 'desk__title', title), judged, make('p', '', sentence?.text ?? ''));
  const made = make('div', 'desk__stack', answer);
  if (warnings.length > 0) made.append(...titled('Heed this', remarks(warnings)));
  if (commands.length > 0) made.append(...titled('Commands that make it', make('div', 'commands__list', ...commands.map(command))));
  if (fallback) {
    const other = make('div', 'commands__list', ...fallback.commands.map(command));
    made.append(make('details', 'more', make('summary', 'more__summary', 'If that is not possible'), make('p', '', fallback.why.text), other));
  }
  if (why.length > 0) made.append(...titled('Why so', remarks(why)));
  if (params.length > 0) made.append(terms(params));
  if (comparison) {
    made.append(make('details', 'more', make('summary', 'more__summary', 'Beside the link that is shown'), difference(comparison)));
  }
  return made;
}

/** @param {Proposal['params']} params */
function terms(params) {
  const columns = [
    { title: 'Part', className: 'table__name', isHead: true },
    { title: 'Value' },
    { title: 'What it means' },
  ];
  const rows = params.map(({ key, value, meaning }) =>
    row(columns, [[make('code', '', key)], [make('code', '', value)], [meaning.text]]),
  );
  return table('The terms of that link', columns, rows, 'terms');
}

/**
 * @param {string} title
 * @param {Node} body
 */
const titled = (title, body) => [make('h4', 'desk__subtitle', title), body];

/** @param {readonly Message[]} messages */
const remarks = (messages) => make('ul', 'remarks', ...messages.map(({ text }) => make('li', '', text)));
