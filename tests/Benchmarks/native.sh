#!/usr/bin/env bash
# Publishes a native program (net9.0) that calls one tool, with a catalog of 1 tool and with one of 1,000, runs both and
# prints their sizes: a tool that is not called costs nothing. Needs Linux with x64, and clang or gcc.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
linker=$(command -v clang >/dev/null && echo clang || echo gcc)
logging=$(sed -n 's/.*"Microsoft.Extensions.Logging.Abstractions" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
dotnet build "$root/runtime/AgentBay.Typed" -c Release -f net8.0 -v q --nologo -clp:NoSummary
dotnet build "$root/generator/AgentBay.Typed.Generator" -c Release -v q --nologo -clp:NoSummary

for tools in 1 1000; do
  folder="$work/$tools"
  mkdir -p "$folder/schemas"
  for ((i = 0; i < tools; i++)); do
    printf '{"name":"tool_%d","description":"Does the work of number %d.","inputSchema":{"type":"object","required":["path"],"properties":{"path":{"type":"string","minLength":1},"mode":{"enum":["fast","slow"]},"parts":{"type":"array","items":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}}}}}\n' "$i" "$i"
  done | paste -sd, | sed 's/^/[/; s/$/]/' > "$folder/schemas/many.tools.json"
  cat > "$folder/Native.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <Import Project="$root/runtime/AgentBay.Typed/build/AgentBay.Typed.props" />
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net9.0</TargetFramework>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <CppCompilerAndLinker>$linker</CppCompilerAndLinker>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" Version="$logging" />
    <Reference Include="$root/artifacts/bin/AgentBay.Typed/release_net8.0/AgentBay.Typed.dll" />
    <Analyzer Include="$root/artifacts/bin/AgentBay.Typed.Generator/release/AgentBay.Typed.Generator.dll" />
  </ItemGroup>
  <Import Project="$root/runtime/AgentBay.Typed/build/AgentBay.Typed.targets" />
</Project>
XML
  cat > "$folder/Program.cs" <<'CS'
using System.Text;
using Native.Catalogs;

ToolResult result = await Many.Create(new Echo()).Tool0("x", mode: Many.Tool0Mode.Fast, parts: [new() { Id = 7 }]);
Console.WriteLine(result.Text);

sealed class Echo : IToolInvoker
{
    public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolResult(tool, [new ToolText(Encoding.UTF8.GetString(arguments.Span))]));
}
CS
  dotnet publish "$folder/Native.csproj" -c Release -o "$folder/out" --nologo -v q
  said=$("$folder/out/Native")
  [ "$said" = '{"path":"x","mode":"fast","parts":[{"id":7}]}' ] || { echo "The program said: $said" >&2; exit 1; }
  echo "$tools tools: $(stat -c %s "$folder/out/Native") bytes"
done
