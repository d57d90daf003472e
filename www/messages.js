/**
 * What travels between the page and the desk worker. Types only; every message carries the id of
 * the request it belongs to and a kind.
 *
 * @typedef {import('./pkg/sas_lens.js').Report} Report
 * @typedef {import('./pkg/sas_lens.js').Survey} Survey
 * @typedef {import('./pkg/sas_lens.js').SurveyRow} SurveyRow
 * @typedef {import('./pkg/sas_lens.js').Policy} Policy
 *
 * @typedef {object} LoadRequest starts the scanner
 * @property {number} id
 * @property {'load'} kind
 * @property {WebAssembly.Module} module
 *
 * @typedef {object} TextRequest keeps a text and lists its signatures
 * @property {number} id
 * @property {'survey'} kind
 * @property {string} [text] absent for the one that is kept already
 * @property {number} now milliseconds since 1970
 * @property {Policy} [policy]
 *
 * @typedef {object} FileRequest reads a file, keeps its text and lists its signatures
 * @property {number} id
 * @property {'survey-file'} kind
 * @property {File} file
 * @property {number} now milliseconds since 1970
 * @property {Policy} [policy]
 *
 * @typedef {object} ReportRequest explains a part of the text that was kept
 * @property {number} id
 * @property {'report'} kind
 * @property {number} start first UTF-16 unit
 * @property {number} end one past the last UTF-16 unit
 * @property {number} now milliseconds since 1970
 * @property {Policy} [policy]
 *
 * @typedef {'analyze' | 'survey' | 'checkSignature' | 'compare' | 'narrow' | 'narrowTasks'} Call
 *
 * @typedef {object} CallRequest calls a function of the core; nothing of it is kept
 * @property {number} id
 * @property {'call'} kind
 * @property {Call} name
 * @property {readonly unknown[]} args
 *
 * @typedef {object} CheckRequest checks a signature with keys, which are handed over
 * @property {number} id
 * @property {'check'} kind
 * @property {string} text
 * @property {number} now milliseconds since 1970
 * @property {{ token: number } & import('./desk/ask.js').Known} options
 * @property {readonly import('./desk/ask.js').Secret[]} keys
 *
 * @typedef {object} ListRequest does something with the list of what scans of files found
 * @property {number} id
 * @property {'list'} kind
 * @property {import('./scan/shapes.js').Deed} deed
 *
 * @typedef {LoadRequest | TextRequest | FileRequest | ReportRequest | CallRequest | CheckRequest | ListRequest} Request
 *
 * @typedef {object} Loaded
 * @property {number} id
 * @property {'loaded'} kind
 *
 * @typedef {object} Progress
 * @property {number} id
 * @property {'progress'} kind
 * @property {number} characters how many were read and are now searched
 *
 * @typedef {object} Rows the next rows of a survey, in their order
 * @property {number} id
 * @property {'rows'} kind
 * @property {SurveyRow[]} rows
 *
 * @typedef {object} SurveyEnd what a survey holds beside its rows, which went ahead
 * @property {number} id
 * @property {'survey'} kind
 * @property {Survey['notes']} notes
 * @property {Survey['skipped']} skipped
 * @property {number} characters the length of the text
 *
 * @typedef {object} ReportAnswer
 * @property {number} id
 * @property {'report'} kind
 * @property {Report} report
 * @property {string} text the part it speaks about; its spans count from here
 *
 * @typedef {object} Called
 * @property {number} id
 * @property {'called'} kind
 * @property {unknown} value what the function returned
 *
 * @typedef {object} Failed never carries the text or a message made of it
 * @property {number} id
 * @property {'failed'} kind
 * @property {'unreadable-file' | 'refused' | 'fault'} reason
 * @property {string} [why] what the core refused of what it was asked, and where; never of the text
 *
 * @typedef {Loaded | Progress | Rows | SurveyEnd | ReportAnswer | Called | Failed} Answer
 */

export {};
