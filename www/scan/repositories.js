/**
 * Git repositories among files: a folder with a `HEAD` and an `objects` folder is one, whatever its
 * name. Its files are read together, since they mean something only together.
 *
 * @typedef {import('./messages.js').Job} Job
 *
 * @typedef {object} Given a file and the path that it is known by
 * @property {string} path
 * @property {File} file
 */

const HEAD = /(?:^|\/)HEAD$/;

/**
 * How many files there are in what is to be read: a repository has many.
 *
 * @param {readonly Job[]} jobs
 */
export const filesOf = (jobs) => jobs.reduce((sum, { files }) => sum + files.length, 0);

/**
 * Returns what there is to read.
 *
 * @param {readonly Given[]} files
 * @returns {Job[]}
 */
export function jobsOf(files) {
  const folders = repositoriesIn(files);
  /** @type {Map<string, Required<Job>>} */
  const repositories = new Map();
  /** @type {Job[]} */
  const jobs = [];
  for (const { path, file } of files) {
    const folder = folderOf(path, folders);
    if (folder === undefined) {
      jobs.push({ path, files: [file], size: file.size });
      continue;
    }
    const job = repositories.get(folder) ?? { path: folder || '.', files: [], paths: [], size: 0 };
    repositories.set(folder, job);
    job.files.push(file);
    job.paths.push(path.slice(folder === '' ? 0 : folder.length + 1));
    job.size += file.size;
  }
  return [...jobs, ...repositories.values()];
}

/**
 * @param {readonly Given[]} files
 * @returns {Set<string>} the paths of the repositories' folders
 */
function repositoriesIn(files) {
  const withHead = new Set(files.filter(({ path }) => HEAD.test(path)).map(({ path }) => path.replace(HEAD, '')));
  const found = new Set();
  if (withHead.size === 0) return found;
  for (const { path } of files) {
    for (let at = path.indexOf('objects/'); at >= 0; at = path.indexOf('objects/', at + 1)) {
      if (at > 0 && path[at - 1] !== '/') continue;
      const folder = path.slice(0, Math.max(0, at - 1));
      if (withHead.has(folder)) found.add(folder);
    }
  }
  return found;
}

/**
 * @param {string} path
 * @param {ReadonlySet<string>} folders
 * @returns {string | undefined} the innermost of the folders that holds a file
 */
function folderOf(path, folders) {
  if (folders.size === 0) return undefined;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (folders.has(folder)) return folder;
  }
  return folders.has('') ? '' : undefined;
}
