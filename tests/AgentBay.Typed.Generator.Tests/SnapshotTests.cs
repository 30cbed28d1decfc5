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

    [Fact]
    public void A_catalog() => Snapshot.Verify(Generation.Of(Capture).AssertCompiles().Files["Test.g.cs"], "Test");

    [Fact]
    public void A_tool() => Snapshot.Verify(Generation.Of(Capture).AssertCompiles().Files["Test.EditFile.g.cs"], "EditFile");
}
