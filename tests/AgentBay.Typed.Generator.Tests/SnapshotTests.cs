using System.Runtime.CompilerServices;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Whole files, for a reader to look at. Everything else about the output is tested by fact.</summary>
public sealed class SnapshotTests
{
    private const string Capture = """
        {
          "source": { "kind": "agentbay", "imageId": "linux_latest" },
          "tools": [
            {
              "name": "edit_file",
              "server": "wuying_filesystem",
              "description": "Replaces text in a file.\nEach edit is applied in turn; <oldText> must match exactly & once.",
              "inputSchema": {
                "type": "object",
                "properties": {
                  "path": { "type": "string", "description": "Absolute path." },
                  "edits": {
                    "type": "array", "minItems": 1,
                    "items": {
                      "type": "object",
                      "properties": { "oldText": { "type": "string", "minLength": 1 }, "newText": { "type": "string" } },
                      "required": ["oldText", "newText"]
                    }
                  },
                  "mode": { "type": "string", "enum": ["strict", "fuzzy"], "default": "strict", "description": "How to match" },
                  "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 10 }
                },
                "required": ["path", "edits", "limit"]
              },
              "outputSchema": {
                "type": "object",
                "properties": {
                  "changed": { "type": "boolean", "description": "Whether the file changed." },
                  "lines": { "type": "array", "items": { "type": "integer" } },
                  "note": { "type": ["string", "null"] }
                },
                "required": ["changed", "note"]
              },
              "annotations": { "readOnlyHint": false, "destructiveHint": true, "idempotentHint": false }
            }
          ]
        }
        """;

    private const string Shapes = """
        {
          "tools": [
            {
              "name": "set_value",
              "description": "Sets a value.",
              "inputSchema": {
                "type": "object",
                "properties": {
                  "value": {
                    "description": "The value, or where it is.",
                    "anyOf": [
                      { "type": "string", "maxLength": 100 },
                      { "type": "integer" },
                      { "type": "object", "title": "Reference", "properties": { "path": { "type": "string" } }, "required": ["path"] },
                      { "type": "null" }
                    ]
                  }
                },
                "required": ["value"]
              },
              "outputSchema": {
                "type": "object",
                "properties": { "previous": { "anyOf": [
                  { "type": "string" },
                  { "type": "integer" },
                  { "type": "object", "title": "Reference", "properties": { "path": { "type": "string" } }, "required": ["path"] },
                  { "type": "object", "title": "Failure", "properties": { "error": { "type": "string" } }, "required": ["error"] }
                ] } }
              }
            },
            {
              "name": "draw",
              "description": "Draws shapes, and answers what is drawn.",
              "inputSchema": {
                "type": "object",
                "properties": { "shapes": { "type": "array", "items": { "$ref": "#/$defs/shape" } } },
                "required": ["shapes"],
                "$defs": { "shape": { "$ref": "#/$defs/any" }, "any": { "oneOf": [
                  { "type": "object", "properties": { "kind": { "const": "circle" }, "radius": { "type": "number", "exclusiveMinimum": 0 } }, "required": ["kind", "radius"] },
                  { "type": "object", "properties": { "kind": { "const": "group" }, "members": { "type": "array", "items": { "$ref": "#/$defs/any" } } }, "required": ["kind", "members"] }
                ] } }
              },
              "outputSchema": {
                "type": "object",
                "properties": { "last": { "oneOf": [
                  { "type": "object", "properties": { "kind": { "const": "circle" }, "area": { "type": "number" } }, "required": ["kind", "area"] },
                  { "type": "object", "properties": { "kind": { "const": "group" }, "count": { "type": "integer" } }, "required": ["kind", "count"] }
                ] } },
                "required": ["last"]
              }
            },
            {
              "name": "move",
              "description": "Moves something.",
              "inputSchema": {
                "type": "object",
                "properties": {
                  "to": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number", "minimum": 0 }], "minItems": 2, "items": false, "description": "x and y" },
                  "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                  "at": { "type": "string", "format": "date-time" }
                },
                "required": ["to"]
              }
            }
          ]
        }
        """;

    [Fact]
    public void A_catalog() => Verify(Capture, "Test.g.cs", "Test");

    [Fact]
    public void A_tool() => Verify(Capture, "Test.EditFile.g.cs", "EditFile");

    [Fact]
    public void A_union() => Verify(Shapes, "Test.SetValue.g.cs", "SetValue");

    [Fact]
    public void A_variant() => Verify(Shapes, "Test.Draw.g.cs", "Draw");

    [Fact]
    public void A_tuple() => Verify(Shapes, "Test.Move.g.cs", "Move");

    private static void Verify(string capture, string file, string name, [CallerMemberName] string test = "") =>
        Snapshot.Verify(Generation.Of(capture).AssertCompiles().Files[file], name, method: test);
}
