using AgentBay.Typed.Generator.Binding;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>A name that code uses never comes to mean something else because the server has more than before.</summary>
public sealed class StableNameTests
{
    private const int Seed = 20_250_101;

    private static readonly string Long = new('a', 119);

    private static readonly string[] WireNames =
    [
        "get_file", "getFile", "GetFile", "get.file", "get-file", "GET_FILE", "get__file", "GetFile_", "getFile_", "get_File", "get_x002Efile", "_get_file",
        "create", "create_tool", "CreateTool", "Create", "create_", "create_value", "read", "read_value", "ReadValue", "Read", "READ", "read_",
        "2fa", "_2fa", "2_fa", "", "_", "-", "Empty", "empty", "查询", "查_询", "查询_", "value__", "value_", "value", "a", "A", "a_", "_a",
        Long + "ab", Long + "abc", Long + "abd", Long + "_b", Long + ".b", Long.ToUpperInvariant() + "AB",
        "cancellationToken", "cancellation_token", "cancellationTokenValue", "additionalArguments", "_caller", "caller",
    ];

    private const string Nested =
        """{"type":"object","properties":{"x":{"enum":["a"]},"mode_x":{"type":"array","items":{"type":"object","properties":{"y":{"type":"string"}}}}}}""";

    private static readonly string[] PropertyNames = ["mode", "file_mode", "fileMode", "x", "mode_x", "modeX", "2x", "result", "result_x", "h0"];

    [Fact]
    public void A_spelled_name_is_no_other_names_and_no_wanted_one()
    {
        Assert.Equal(WireNames.Length, WireNames.Select(Identifiers.Spelled).Distinct().Count());
        Assert.Empty(WireNames.Select(Identifiers.Spelled).Intersect(WireNames.Select(Identifiers.Pascal).Concat(WireNames.Select(Identifiers.Camel))));
        Assert.All(WireNames.Select(Identifiers.Spelled), static name => Assert.DoesNotContain("__", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Pascal", "Create", "Tools", "Equals")]
    [InlineData("Pascal", "Read", "ReadValue", "Write")]
    [InlineData("Pascal", "value__")]
    [InlineData("Camel", "cancellationToken", "additionalArguments", "_caller")]
    public void A_name_that_stays_stays_with_its_item_whatever_is_added(string style, params string[] reserved)
    {
        Random random = new(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            string[] items = Pick(random, WireNames, random.Next(2, 8));
            int old = random.Next(1, items.Length);
            Dictionary<string, string> before = Named(items[..old]);
            random.Shuffle(items);
            AssertStable(before, Named(items));
        }

        Dictionary<string, string> Named(string[] items) => MemberNames
            .Assign(items, style == "Pascal" ? Identifiers.Pascal : Identifiers.Camel, new NameTable(reserved), "Value")
            .Zip(items).ToDictionary(static pair => pair.First, static pair => pair.Second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Async")]
    [InlineData("_2")]
    public void A_method_and_a_type_stay_with_their_tool_whatever_is_added(string methodSuffix)
    {
        Random random = new(Seed);
        for (int i = 0; i < 1_000; i++)
        {
            (string Name, string Schema)[] tools = [.. Pick(random, [.. WireNames, "get", "edit", "edit_file", "get_file_mode"], random.Next(2, 6)).Select(name => (name, Arguments(random, PropertyNames)))];
            (string Name, string Schema)[] old = tools[..random.Next(1, tools.Length)];
            AssertStable(NamesOf(old, methodSuffix), NamesOf(tools, methodSuffix));
        }
    }

    [Fact]
    public void A_type_stays_with_its_property_whatever_is_added()
    {
        Random random = new(Seed);
        for (int i = 0; i < 1_000; i++)
        {
            string[] properties = Pick(random, PropertyNames, random.Next(2, 7));
            string[] old = properties[..random.Next(1, properties.Length)];
            Dictionary<string, string> before = NamesOf([("get", Object(old))], "");
            random.Shuffle(properties);
            AssertStable(before, NamesOf([("get", Object(properties))], ""));
        }
    }

    [Fact]
    public void A_case_of_a_union_keeps_its_name_whatever_is_added()
    {
        string[] alternatives =
        [
            """{"title":"Shape","properties":{"kind":{"type":"string"},"sides":{"type":"integer"}},"description":"1"}""",
            """{"title":"Shape","properties":{"kind":{"type":"string"},"name":{"type":"string"}},"description":"2"}""",
            """{"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind"],"description":"3"}""",
            """{"properties":{"kind":{"const":"square"},"size":{"type":"number"}},"required":["kind"],"description":"4"}""",
            """{"properties":{"kind":{"type":"string"},"path":{"type":"string"}},"required":["path"],"description":"5"}""",
            """{"properties":{"kind":{"type":"string"},"url":{"type":"string"}},"required":["url"],"description":"6"}""",
            """{"enum":["auto"],"description":"7"}""",
            """{"type":"integer"}""",
            """{"type":"array","items":{"properties":{"row":{"type":"integer"}},"description":"8"}}""",
        ];
        Random random = new(Seed);
        for (int i = 0; i < 1_000; i++)
        {
            string[] all = Pick(random, alternatives, random.Next(3, alternatives.Length + 1));
            Dictionary<string, string> before = NamesOf([("get", Union(all[..random.Next(2, all.Length)]))], "");
            random.Shuffle(all);
            AssertStable(before, NamesOf([("get", Union(all))], ""));
        }

        static string Union(string[] alternatives) =>
            """{"type":"object","properties":{"value":{"description":"0","anyOf":[""" + string.Join(",", alternatives) + "]}}}";
    }

    [Theory]
    [InlineData("create", "create_tool")]
    [InlineData("get_file", "GetFile")]
    public void A_method_that_code_calls_is_gone_when_another_tool_wants_its_name(string tool, string added)
    {
        string call = "class Program { void Run(Test.Catalogs.Test tools) => tools." + Generation.Of(Captures.OfTools(tool)).Type("Test.Catalogs.Test").GetMembers()
            .OfType<Microsoft.CodeAnalysis.IMethodSymbol>().Single(static method => !method.IsStatic && method.GetAttributes().Length > 0).Name + "(); }";
        Assert.Empty(Generation.Of(Captures.OfTools(tool)).ErrorsIn(call));
        Assert.NotEmpty(Generation.Of(Captures.OfTools(tool, added)).ErrorsIn(call));
    }

    // What each name of a catalog means: a method its tool, a type its place in a tool's schema.
    private static Dictionary<string, string> NamesOf((string Name, string Schema)[] tools, string methodSuffix)
    {
        Capture capture = CaptureReader.Read(Captures.OfTools(tools.Select(static tool => (tool.Name, tool.Schema))), [])!;
        CatalogSettings settings = new("Catalogs", "Test", "Test", null, IsPublic: true, methodSuffix, DescribesTools: false);
        var (_, bound) = CatalogBinder.Bind(settings, "test.tools.json", capture, Overlay.None, [], [], CancellationToken.None);
        return bound.Select(static tool => ("method " + tool.MethodName, tool.WireName))
            .Concat(bound.SelectMany(static tool => tool.Types).Select(static type => ("type " + type.Name, type.Doc)))
            .ToDictionary(static pair => pair.Item1, static pair => pair.Item2);
    }

    private static string Arguments(Random random, string[] properties) => Object(Pick(random, properties, random.Next(0, 4)));

    // An object whose properties are objects, so that types lie inside of types.
    private static string Object(string[] properties) =>
        """{"type":"object","properties":{""" + string.Join(",", properties.Select(static name => "\"" + name + "\":" + Nested)) + "}}";

    private static string[] Pick(Random random, string[] pool, int count)
    {
        string[] items = [.. pool];
        random.Shuffle(items);
        return items[..count];
    }

    private static void AssertStable(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach ((string name, string meaning) in before)
        {
            if (after.TryGetValue(name, out string? now) && now != meaning)
                Assert.Fail($"{name} meant {meaning} and means {now}, when {string.Join(", ", before)} became {string.Join(", ", after)}.");
        }
    }
}
