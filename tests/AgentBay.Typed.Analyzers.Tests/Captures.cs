using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>The captures of which the tests' catalogs are made.</summary>
internal static class Captures
{
    public static AdditionalText Sandbox { get; } = new CaptureText("/p/sandbox.tools.json", """
        { "source": { "imageId": "linux_latest" }, "tools": [
          { "name": "list", "server": "files", "inputSchema": { "type": "object", "properties": {} }, "annotations": { "readOnlyHint": true } },
          { "name": "open", "server": "files", "inputSchema": { "type": "object", "additionalProperties": { "type": "string" }, "properties": { "path": { "type": "string" } } } },
          { "name": "run_code", "server": "shell", "inputSchema": { "type": "object", "required": ["language"], "properties": {
              "language": { "enum": ["c", "c++", "c#"] }, "flavour": { "enum": ["c#"] },
              "env": { "type": "object", "additionalProperties": { "type": "string" } },
              "limits": { "type": "object", "properties": { "cpus": { "type": "integer" } } } } } },
          { "name": "shell", "server": "shell", "annotations": { "destructiveHint": true },
            "inputSchema": { "type": "object", "required": ["command"], "properties": {
              "command": { "type": "string" }, "timeout_ms": { "type": "integer" }, "wait": { "type": "boolean" },
              "args": { "type": "array", "items": { "type": "string" } } } },
            "outputSchema": { "type": "object", "properties": { "stdout": { "type": "string" } } } },
          { "name": "write_file", "server": "files", "inputSchema": { "type": "object", "required": ["path"], "properties": {
              "path": { "type": "string" }, "mode": { "enum": ["overwrite", "append-to"] } } } }
        ] }
        """);

    /// <summary>Another image: its shell takes other arguments.</summary>
    public static AdditionalText Desktop { get; } = new CaptureText("/p/desktop.tools.json", """
        { "source": { "imageId": "windows_latest" }, "tools": [
          { "name": "click", "server": "ui" },
          { "name": "drag-to", "server": "ui" },
          { "name": "drag_to", "server": "ui" },
          { "name": "shell", "server": "shell", "inputSchema": { "type": "object", "required": ["script"], "properties": {
              "script": { "type": "string" }, "timeout_ms": { "type": "string" } } } }
        ] }
        """);

    /// <summary>An MCP server, which is no image.</summary>
    public static AdditionalText Everything { get; } = new CaptureText("/p/everything.tools.json", """
        { "tools": [
          { "name": "echo", "inputSchema": { "type": "object", "required": ["message"], "properties": { "message": { "type": "string" } } } },
          { "name": "list", "inputSchema": { "type": "object", "required": ["page"], "properties": { "page": { "type": "integer" } } } }
        ] }
        """);

    /// <summary>An argument whose name looks like a line of a build log.</summary>
    public static AdditionalText Forger { get; } = new CaptureText("/p/sandbox.tools.json", """
        { "source": { "imageId": "linux_latest" }, "tools": [
          { "name": "shell", "server": "shell", "inputSchema": { "type": "object", "required": ["x\nfoo(1,1): error ABT0401: forged"], "properties": {
              "x\nfoo(1,1): error ABT0401: forged": { "type": "string" } } } }
        ] }
        """);

    private sealed class CaptureText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
