// @ts-check
/**
 * Holds the message catalogues against their use: a key that is used must exist, one that exists must be used.
 * Keys are literals (`t('overview:title')`) or templates with a literal beginning (`t(`model:health.${health}`)`), which
 * use every key below that beginning.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { root } from './setup/run.mjs';

const catalogues = `${root}/src/app/i18n/en`;
if (!existsSync(catalogues)) {
  console.log('no catalogues yet');
  process.exit(0);
}

/** Namespaces are the names of the catalogue files. */
const namespaces = new Set(readdirSync(catalogues).map((file) => file.replace(/\.ts$/, '')));
const defined = new Set(
  readdirSync(catalogues)
    .filter((file) => file.endsWith('.ts'))
    .flatMap(readCatalogue),
);
/** @type {{ key: string, prefix: boolean, where: string }[]} */
const uses = sources(`${root}/src`).flatMap(readUses);

const problems = [];
for (const { key, prefix, where } of uses) {
  const found = prefix
    ? [...defined].some((name) => name.startsWith(key))
    : forms(key).some((form) => defined.has(form));
  if (!found) problems.push(`${where}: no message ${key}${prefix ? '…' : ''}`);
}
for (const name of defined) {
  const plain = name.replace(/_(zero|one|two|few|many|other)$/, '');
  const used = uses.some(({ key, prefix }) => (prefix ? name.startsWith(key) : key === name || key === plain));
  if (!used) problems.push(`unused message ${name}`);
}
console.log(`${defined.size} messages, ${uses.length} uses`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** @param {string} key */
function forms(key) {
  return [key, `${key}_one`, `${key}_other`];
}

/**
 * @param {string} file
 * @returns {string[]} keys as `namespace:path.to.message`
 */
function readCatalogue(file) {
  const namespace = file.replace(/\.ts$/, '');
  /** @type {string[]} */
  const keys = [];
  const source = parse(`${catalogues}/${file}`);
  /** @param {ts.ObjectLiteralExpression} object @param {string} path */
  const visit = (object, path) => {
    for (const property of object.properties) {
      if (!ts.isPropertyAssignment(property)) throw new Error(`${file}: only plain properties belong into a catalogue`);
      const name = ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : '';
      if (ts.isObjectLiteralExpression(property.initializer)) visit(property.initializer, `${path}${name}.`);
      else keys.push(`${namespace}:${path}${name}`);
    }
  };
  ts.forEachChild(source, (node) => {
    if (!ts.isExportAssignment(node)) return;
    let value = node.expression;
    while (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) value = value.expression;
    if (ts.isObjectLiteralExpression(value)) visit(value, '');
  });
  return keys;
}

/**
 * @param {string} file
 * @returns {{ key: string, prefix: boolean, where: string }[]}
 */
function readUses(file) {
  const source = parse(file);
  /** @type {{ key: string, prefix: boolean, where: string }[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : undefined;
    if (
      text !== undefined &&
      (ts.isTemplateExpression(node) ? /^[a-z][a-zA-Z-]*:/ : /^[a-z][a-zA-Z-]*:[a-zA-Z]/).test(text) &&
      namespaces.has(text.split(':')[0] ?? '')
    ) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ key: text, prefix: ts.isTemplateExpression(node), where: `${file.slice(root.length + 1)}:${line}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** @param {string} file */
function parse(file) {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, kind);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (path === catalogues) return [];
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}
