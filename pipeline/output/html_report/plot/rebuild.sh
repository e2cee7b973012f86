#!/usr/bin/env bash
# Makes plot.min.js and LICENSE.plot from the npm packages named in package-lock.json.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp entry.js package.json package-lock.json "$work"
cd "$work"
npm ci --no-audit --no-fund
npx esbuild entry.js --bundle --minify --format=iife --global-name=Plot --charset=utf8 \
    --target=es2021 --legal-comments=none --metafile=meta.json --outfile=plot.min.js
node - <<'SCRIPT'
const fs = require("fs");
const { inputs } = Object.values(require("./meta.json").outputs)[0];
const names = Object.entries(inputs)
  .filter(([, input]) => input.bytesInOutput > 0)
  .map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
const texts = [...new Set(names.filter(Boolean))].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const file = fs.readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const { version } = JSON.parse(fs.readFileSync(`${folder}/package.json`));
  return `${name} ${version}\n\n${fs.readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
fs.writeFileSync("LICENSE.plot", texts.join("\n----\n\n"));
SCRIPT
cd - >/dev/null
cp "$work/plot.min.js" "$work/LICENSE.plot" .
sha256sum plot.min.js
