using System.Text.Json;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

public sealed class CaptureFormTests
{
    private const string Tools = """[{"name":"shell","server":"wuying_shell","inputSchema":{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}}]""";

    public static TheoryData<string, string> Forms => new()
    {
        { "our own format", $$"""{"catalog":"Test","source":{"kind":"agentbay"},"tools":{{Tools}}}""" },
        { "a tools/list result", $$"""{"tools":{{Tools}},"nextCursor":""}""" },
        { "a JSON-RPC envelope", $$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":{{{Tools}}}}}""" },
        { "a ListMcpTools response", $$"""{"RequestId":"r","Success":true,"Data":{{JsonSerializer.Serialize(Tools)}}}""" },
        { "a bare array", Tools },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_gives_the_same_code(string form, string capture)
    {
        Generation expected = Generation.Of(Tools);
        Generation actual = Generation.Of(capture).AssertCompiles();
        Assert.True(expected.Files.OrderBy(static file => file.Key).SequenceEqual(actual.Files.OrderBy(static file => file.Key)), form);
        Assert.Empty(actual.Diagnostics);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_capture()
    {
        Generation generation = Generation.Of("\uFEFF" + Tools).AssertCompiles();
        Assert.Contains("Test.Shell.g.cs", generation.Files.Keys);
    }

    [Fact]
    public void An_image_in_the_source_makes_the_catalog_a_sandbox_image()
    {
        Generation generation = Generation.Of($$"""{"source":{"kind":"agentbay","imageId":"linux_latest"},"tools":{{Tools}}}""").AssertCompiles();
        Assert.Contains(generation.Type("Test.Catalogs.Test").Interfaces, static type => type.Name == "ISandboxImage");
    }

    [Fact]
    public void A_capture_without_an_image_is_a_plain_catalog()
    {
        Generation generation = Generation.Of(Tools).AssertCompiles();
        Assert.Contains(generation.Type("Test.Catalogs.Test").Interfaces, static type => type.Name == "IToolCatalog");
    }

    [Fact]
    public void An_empty_capture_is_an_empty_catalog()
    {
        Generation generation = Generation.Of("""{"tools":[]}""").AssertCompiles();
        Assert.Equal(["Test.g.cs"], generation.Files.Keys);
    }
}
