using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>Makes a hostile capture of a harmless one. The same random numbers make the same capture.</summary>
internal sealed class CaptureMutator(Random random)
{
    /// <summary>Stands in hostile text where code would have to be; an identifier of this name is an escape.</summary>
    public const string Marker = "PWNED";

    // What stays whatever is done to the other tools.
    public const string UntouchedTool = """{"name":"untouched","inputSchema":{"type":"object"}}""";

    private const string Base = """
        {"source":{"kind":"agentbay","imageId":"linux_latest"},"tools":[
          {"name":"edit_file","server":"wuying_filesystem","title":"Edit","description":"Edits a file.",
           "inputSchema":{"type":"object","description":"Arguments.","properties":{
             "path":{"type":"string","description":"A path.","default":"/tmp","pattern":"^/","minLength":1},
             "mode":{"type":"string","enum":["strict","fuzzy"],"default":"strict"},
             "limit":{"type":"integer","minimum":1,"maximum":100,"default":10},
             "edits":{"type":"array","items":{"$ref":"#/$defs/edit"}},
             "where":{"oneOf":[{"type":"object","properties":{"kind":{"const":"line"},"at":{"type":"integer"}},"required":["kind","at"]},
                               {"type":"object","properties":{"kind":{"const":"range"},"from":{"type":["integer","string"]}},"required":["kind"]}]},
             "pair":{"type":"array","prefixItems":[{"type":"number"},{"type":"string","format":"date-time"}]},
             "more":{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"boolean"}]}}},
             "required":["path","limit","mode"],
             "$defs":{"edit":{"type":"object","properties":{"oldText":{"type":"string"},"next":{"$ref":"#/$defs/edit"}},"required":["oldText"]}}},
           "outputSchema":{"type":"object","properties":{"changed":{"type":"boolean"},"lines":{"type":"array","items":{"type":"integer"}},
             "state":{"enum":["done","open"]},"any":{}},"required":["changed"]},
           "annotations":{"readOnlyHint":false,"destructiveHint":true}},
          {"name":"shell","description":"Runs.","inputSchema":{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}}]}
        """;

    private static readonly string[] HostileTexts =
    [
        "*/ class PWNED {} /*", "\" + PWNED + \"", "\"\"\"PWNED\"\"\"", "{PWNED}{{PWNED}}$\"{PWNED}\"", "\\\"; class PWNED {} //",
        "\r\nclass PWNED {}\r\n", "\u0085class PWNED {}", "\u2028class PWNED {}\u2029", "\u000Bclass PWNED {}\f", "\n#error PWNED\n#nullable disable",
        "</summary><x>PWNED</x>", "&PWNED;<!--]]>", "\u202E}PWNED{\u2066\u2069", "\u200B\u200C\uFEFF\u00AD", "\U000E0041PWNED\U000E0001",
        "\0\u0001\u001F\uFFFE\uFFFF", "@\"PWNED\" 'P' \\u0022", "global::PWNED<PWNED>", "", " ", "class", "ToString", "_", "1", "ǅ", "查询", "e\u0301",
        "Tools", "Create", "json", "cancellationToken", new('x', 300), "%s%n${PWNED}", "#/$defs/edit", "#", "date-time", "object", "null",
    ];

    private static readonly string[] HostileValues =
    [
        "null", "true", "false", "0", "-1", "1e400", "1.5", "-9223372036854775809", "99999999999999999999", "\"\"", "[]", "{}", "[null]", "[[[[]]]]",
        """{"$ref":"#"}""", """{"$ref":"#/nowhere"}""", """{"type":"array","items":{"$ref":"#"}}""", """{"allOf":[{"$ref":"#"},{"$ref":"#"}]}""",
        """["string","null","object"]""", """{"enum":[1,"a",null,{}]}""", """{"const":{}}""", """{"anyOf":[]}""", """{"type":"object","properties":{"PWNED":true}}""",
    ];

    /// <returns>The text of a capture, which may be no JSON any more.</returns>
    public string Next()
    {
        JsonNode capture = JsonNode.Parse(Base)!;
        for (int i = random.Next(1, 6); i > 0; i--)
            MutateOnePlace(capture);
        capture["tools"]?.AsArray().Add(JsonNode.Parse(UntouchedTool));
        string text = capture.ToJsonString();
        return random.Next(8) == 0 ? BreakText(text) : text;
    }

    private void MutateOnePlace(JsonNode capture)
    {
        List<JsonObject> objects = [];
        Collect(capture["tools"], objects);
        if (objects.Count == 0)
            return;
        JsonObject place = objects[random.Next(objects.Count)];
        if (place.Count == 0)
            return;
        string name = place.ElementAt(random.Next(place.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                place[name] = Pick(HostileTexts);
                break;
            case 1:
                place[name] = JsonNode.Parse(Pick(HostileValues));
                break;
            case 2:
                JsonNode? value = place[name]?.DeepClone();
                place.Remove(name);
                place[Pick(HostileTexts)] = value;
                break;
            case 3:
                place.Remove(name);
                break;
            case 4:
                place[Pick(["type", "enum", "const", "default", "$ref", "anyOf", "allOf", "items", "required", "properties", "format", "deprecated"])] =
                    JsonNode.Parse(random.Next(2) == 0 ? Pick(HostileValues) : JsonSerializer.Serialize(Pick(HostileTexts)));
                break;
            default:
                JsonObject other = objects[random.Next(objects.Count)];
                place[name] = other.DeepClone();
                break;
        }
    }

    private string BreakText(string text)
    {
        int at = random.Next(text.Length);
        return random.Next(7) switch
        {
            0 => text[..at],
            1 => "\uFEFF" + text,
            2 => text.Insert(at, "/* comment */"),
            3 => text.Insert(at, ((char)random.Next(0x10000)).ToString()),
            4 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
            5 => text.Replace("\"A path.\"", string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)), StringComparison.Ordinal),
            _ => text.Replace("A path.", "\\ud800\\udc00\\ud800" + Marker, StringComparison.Ordinal),
        };
    }

    private static void Collect(JsonNode? node, List<JsonObject> objects)
    {
        switch (node)
        {
            case JsonObject one:
                objects.Add(one);
                foreach ((_, JsonNode? value) in one)
                    Collect(value, objects);
                break;
            case JsonArray several:
                foreach (JsonNode? item in several)
                    Collect(item, objects);
                break;
        }
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
