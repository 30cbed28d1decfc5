#!/usr/bin/env bash
# Makes C# of AgentBay's Linux tools with quicktype, and compares the compiler's time for it with that for ours, in one run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent quicktype
node - "$here/../../schemas" <<'JS'
const fs = require("fs"), path = require("path"), folder = process.argv[2];
const read = name => JSON.parse(fs.readFileSync(path.join(folder, name)));
const pascal = name => name.split(/[_-]/).map(word => word.charAt(0).toUpperCase() + word.slice(1)).join("");
const overlays = read("linux_latest.overlay.json").tools;
fs.mkdirSync("schemas");
for (const tool of read("linux_latest.tools.json").tools) {
  fs.writeFileSync(`schemas/${pascal(tool.name)}Arguments.json`, JSON.stringify(tool.inputSchema));
  const output = overlays[tool.name]?.outputSchema;
  if (output) fs.writeFileSync(`schemas/${pascal(tool.name)}Result.json`, JSON.stringify(output));
}
JS
node_modules/.bin/quicktype --src-lang schema --lang cs --framework SystemTextJson --namespace Quick -o Quick.cs schemas
cd "$here"
QUICKTYPE_OUTPUT="$work/Quick.cs" dotnet run -c Release -- --filter '*Compile*' "$@"
