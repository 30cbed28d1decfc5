// Runs the code on standard input and writes what it came to, as JSON, to the file named on the first line there.
// The value of the last expression is the main result; a promise is waited for.
const fs = require('node:fs');
const vm = require('node:vm');
const { createRequire } = require('node:module');
const { inspect } = require('node:util');

const input = fs.readFileSync(0, 'utf8');
const target = input.slice(0, input.indexOf('\n'));
const code = input.slice(target.length + 1);
const name = '<code>';
const outcome = { result: [], executionError: '' };

// The frames of this file and of node itself say nothing about the code.
function describe(error) {
  if (typeof error?.stack !== 'string') return `Uncaught ${inspect(error)}`;
  return error.stack.split('\n').filter((line) => !/^\s+at /.test(line) || line.includes(name)).join('\n');
}

process.on('exit', () => fs.writeFileSync(target, JSON.stringify(outcome), { flag: 'wx' }));
process.on('uncaughtException', (error) => {
  outcome.executionError ||= describe(error);
  process.exit(1);
});

globalThis.require = createRequire(`${process.cwd()}/`);
const value = vm.runInThisContext(code, { filename: name });
Promise.resolve(value).then((settled) => {
  if (settled === undefined) return;
  const text = typeof settled === 'string' ? settled : inspect(settled);
  const whole = text.replace(/[\ud800-\udfff]/gu, '\ufffd'); // half a surrogate pair is no text elsewhere
  outcome.result.push(JSON.stringify({ 'text/plain': whole, isMainResult: true }));
});
