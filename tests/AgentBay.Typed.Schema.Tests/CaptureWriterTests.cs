using System.Runtime.CompilerServices;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Tests;

/// <summary>Our own format of a capture: what a refresh writes.</summary>
public sealed class CaptureWriterTests
{
    public static TheoryData<string> Schemas => [.. Directory.EnumerateFiles(Path.Combine(Root, "schemas"), "*.tools.json").Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Corpus
    {
        get
        {
            string folder = Path.Combine(Root, "../shared/corpus");
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileName(file))] : ["(no corpus here)"];
        }
    }

    private static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    [Theory]
    [MemberData(nameof(Schemas))]
    public void The_captures_of_this_repository_are_written_so(string file)
    {
        string text = File.ReadAllText(Path.Combine(Root, "schemas", file));
        JsonNode root = JsonParser.Parse(text, []);
        Assert.Equal(text, CaptureWriter.Write(root.TextOf("catalog")!, root["source"], Read(text).Tools));
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Writing_what_was_written_changes_nothing_and_loses_nothing(string file)
    {
        string path = Path.Combine(Root, "../shared/corpus", file);
        if (!File.Exists(path))
            return;
        Capture capture = Read(File.ReadAllText(path));
        string once = Rewrite(capture);
        Capture again = Read(once);
        Assert.Equal(once, Rewrite(again));
        Assert.Equal(capture.Tools.Count, again.Tools.Count);
        Assert.All(capture.Tools.Zip(again.Tools), static pair => Assert.True(pair.First.Node.IsSameAs(pair.Second.Node), pair.First.Name));
    }

    [Fact]
    public void Tools_are_sorted_and_their_keys_are_in_a_fixed_order() => Assert.Equal(
        """
        {
          "catalog": "Demo",
          "source": {
            "kind": "agentbay",
            "imageId": "demo"
          },
          "tools": [
            {
              "name": "B"
            },
            {
              "name": "a",
              "server": "s",
              "title": "A",
              "description": "Does a.",
              "inputSchema": {
                "type": "object",
                "properties": {}
              },
              "outputSchema": {},
              "annotations": {
                "readOnlyHint": true
              },
              "_meta": [],
              "icons": []
            }
          ]
        }

        """,
        CaptureWriter.Write("Demo", CaptureWriter.Source("agentbay", "imageId", "demo"), Read(
            """
            [
              { "icons": [], "_meta": [], "annotations": { "readOnlyHint": true }, "outputSchema": {}, "title": "A", "server": "s",
                "inputSchema": { "type": "object", "properties": {} }, "description": "Does a.", "name": "a" },
              { "name": "B" }
            ]
            """).Tools));

    [Fact]
    public void Schemas_keep_their_order_their_unknown_keywords_and_the_spelling_of_their_numbers() => Assert.Contains(
        """{"name":"a","inputSchema":{"zzz":[1.0,1e3,-0.50,12345678901234567890],"type":"object","x-a":null,"properties":{"b":{},"a":true}}}""",
        Compact("""[{"name":"a","inputSchema":{"zzz":[1.0,1e3,-0.50,12345678901234567890],"type":"object","x-a":null,"properties":{"b":{},"a":true}}}]"""),
        StringComparison.Ordinal);

    [Fact]
    public void Letters_are_written_as_they_are_and_what_does_not_show_is_escaped() => Assert.Contains(
        """
        "description": "ü 漢 😀 / ' \"q\" \\ \n\t\u0001 \u202e \u2028 \u200b \udb40\udc41"
        """.Trim(),
        Rewrite(Read("""[{"name":"a","description":"ü 漢 😀 \/ ' \"q\" \\ \n\t\u0001 \u202E \u2028 \u200b \uDB40\uDC41"}]""")),
        StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_nested_too_deeply_is_kept_as_it_is()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 120)) + "1" + string.Concat(Enumerable.Repeat("]", 120));
        string once = Rewrite(Read("[{\"name\":\"a\",\"inputSchema\":{\"x\":" + deep + "}}]"));
        Assert.Contains(deep, string.Concat(once.Where(static c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
        Assert.Equal(once, Rewrite(Read(once)));
    }

    [Fact]
    public void Another_spelling_of_the_input_schema_is_made_one() => Assert.Contains(
        """{"name":"a","inputSchema":{}}""", Compact("""[{"name":"a","input_schema":{}}]"""), StringComparison.Ordinal);

    [Fact]
    public void The_name_that_AgentBay_says_twice_is_written_once()
    {
        Assert.Contains("""[{"name":"a"}]""", Compact("""[{"name":"a","tool":"a"}]"""), StringComparison.Ordinal);
        Assert.Contains("""[{"name":"a","tool":"b"}]""", Compact("""[{"name":"a","tool":"b"}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_only_changed_the_order_of_its_keys_stays_as_it_was()
    {
        Capture before = Read("""[{"name":"a","inputSchema":{"type":"object","properties":{"x":{"type":"string"},"y":{}}}}]""");
        Capture after = Read("""[{"inputSchema":{"properties":{"y":{},"x":{"type":"string"}},"type":"object"},"name":"a"}]""");
        Assert.Equal(Rewrite(before), CaptureWriter.Write("Test", null, after.Tools, before));
        Assert.NotEqual(Rewrite(before), CaptureWriter.Write("Test", null, after.Tools));
    }

    private static string Rewrite(Capture capture) => CaptureWriter.Write("Test", null, capture.Tools);

    private static string Compact(string capture) => JsonWriter.WriteCompact(JsonParser.Parse(Rewrite(Read(capture)), []));

    private static Capture Read(string text) => CaptureReader.Read(text, [])!;

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
