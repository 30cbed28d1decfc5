using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>
/// Makes a capture of definitions that refer to one another, and to themselves, by every keyword that takes a schema; now
/// and then in a long chain. The same random numbers make the same capture.
/// </summary>
internal sealed class SchemaGraph(Random random)
{
    private const int MaxChain = 400;

    // The names of definitions, and what the names of types are made of.
    private static readonly string[] Names = ["a", "b", "x", "kind", "a_item", "a_value", "value", "item1", "do_it_a", "DoItA"];

    private readonly int _count = random.Next(1, 7);
    private readonly StringBuilder _definitions = new();

    public string Next()
    {
        for (int i = 0; i < _count; i++)
            Add(Definition(i), Schema(3));
        if (random.Next(6) == 0)
            AddChain();
        string schema = $"{{\"type\":\"object\",\"properties\":{Properties(2)},\"$defs\":{{{_definitions}}}}}";
        string ways = random.Next(3) switch
        {
            0 => $"\"inputSchema\":{schema}",
            1 => $"\"inputSchema\":{{\"type\":\"object\"}},\"outputSchema\":{schema}",
            _ => $"\"inputSchema\":{schema},\"outputSchema\":{schema}",
        };
        return $"{{\"tools\":[{{\"name\":\"do_it\",{ways}}},{CaptureMutator.UntouchedTool}]}}";
    }

    private void Add(string name, string schema) =>
        _definitions.Append(_definitions.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"{name}\":{schema}");

    private void AddChain()
    {
        int length = random.Next(MaxChain);
        string link = Pick(
        [
            """{"$ref":"NEXT"}""", """{"allOf":[{"$ref":"NEXT"}]}""", """{"anyOf":[{"$ref":"NEXT"},{"type":"null"}]}""", """{"type":"array","items":{"$ref":"NEXT"}}""",
            """{"anyOf":[{"$ref":"NEXT"},{"type":"array","items":{"$ref":"NEXT"}}]}""", """{"type":"object","properties":{"next":{"$ref":"NEXT"}}}""",
            """{"allOf":[{"$ref":"NEXT"},{"minItems":1}]}""",
        ]);
        for (int i = 0; i < length; i++)
            Add(Link(i), link.Replace("NEXT", "#/$defs/" + Link(i + 1), StringComparison.Ordinal));
        Add(Link(length), Reference());
        Add("chained", $"{{\"$ref\":\"#/$defs/{Link(0)}\"}}");
    }

    private string Schema(int depth)
    {
        if (depth == 0)
            return Leaf();
        return random.Next(14) switch
        {
            0 => $"{{\"type\":\"array\",\"items\":{Schema(depth - 1)}}}",
            1 => $"{{\"type\":\"array\",\"prefixItems\":{List(depth)},\"items\":false}}",
            2 or 3 => $"{{\"anyOf\":{List(depth)}}}",
            4 => $"{{\"oneOf\":{List(depth)},\"type\":\"object\"}}",
            5 => $"{{\"allOf\":{List(depth)}}}",
            6 => $"{{\"type\":[\"object\",\"null\"],\"properties\":{Properties(depth)},\"required\":[\"{Pick(Names)}\"]}}",
            7 => $"{{\"properties\":{Properties(depth)},\"anyOf\":{List(depth)}}}",
            8 => $"{{\"type\":\"object\",\"additionalProperties\":{Schema(depth - 1)}}}",
            9 => $"{{\"properties\":{Properties(depth)},\"patternProperties\":{Properties(depth)}}}",
            10 => $"{{\"oneOf\":[{Case("x", depth)},{Case("y", depth)}]}}",
            11 => $"{{{Reference()[1..^1]},\"properties\":{Properties(depth)}}}",
            12 => $"{{\"if\":{Schema(depth - 1)},\"then\":{Schema(depth - 1)},\"properties\":{Properties(depth)}}}",
            _ => Leaf(),
        };
    }

    private string Case(string tag, int depth) =>
        $"{{\"type\":\"object\",\"properties\":{{\"kind\":{{\"const\":\"{tag}\"}},\"{Pick(["a", "b", "x"])}\":{Schema(depth - 1)}}},\"required\":[\"kind\"]}}";

    private string Leaf() => random.Next(8) switch
    {
        0 => Pick(["{}", "true", "false", "{\"type\":\"null\"}"]),
        1 => Pick(["{\"type\":\"string\"}", "{\"type\":\"integer\"}", "{\"type\":[\"string\",\"null\"]}", "{\"enum\":[\"a\",\"b\"]}"]),
        _ => Reference(),
    };

    private string Reference() => $"{{\"$ref\":\"#{Pick(["", "/$defs/" + Definition(random.Next(_count)), "/$defs/" + Definition(random.Next(_count)), "/$defs/chained"])}\"}}";

    private string List(int depth) => "[" + string.Join(",", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Schema(depth - 1))) + "]";

    private string Properties(int depth) => "{" + string.Join(
        ",",
        Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Names)).Distinct().Select(name => $"\"{name}\":{Schema(depth - 1)}")) + "}";

    private static string Definition(int i) => ((char)('a' + i)).ToString();

    private static string Link(int i) => "link" + i.ToString(CultureInfo.InvariantCulture);

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
