/** What to do now, in order, each with the commands that carry it out. */

import { clone, element, fill, list, part } from '../dom.js';
import { head } from '../text.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Action} Action
 * @typedef {import('../pkg/sas_lens.js').Command} Command
 */

const SHELLS = Object.freeze({ 'azure-cli': 'Azure CLI', powershell: 'Azure PowerShell' });

/**
 * @param {readonly Action[]} actions
 * @returns {DocumentFragment}
 */
export function actions(actions) {
  const made = clone('actions');
  part(made, 'handing').append(clone('handing'));
  list(made, 'actions', actions, action);
  return made;
}

/** @param {Action} action */
function action({ message, commands }) {
  const made = clone('action');
  fill(made, { message: message.text });
  list(made, 'commands', commands, command);
  return made;
}

/**
 * @param {Command} command
 * @returns {DocumentFragment}
 */
export function command({ shell, text, warnings }) {
  const made = clone('command');
  fill(made, { shell: SHELLS[shell] });
  const holder = part(made, 'text');
  holder.textContent = head(text, 4000);
  holder.setAttribute('aria-label', `Command for ${SHELLS[shell]}`);
  list(made, 'warnings', warnings, (warning) => element('li', warning.text));
  return made;
}
