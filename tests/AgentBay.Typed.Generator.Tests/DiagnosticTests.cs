using System.Globalization;
using AgentBay.Typed.Generator.Analyzers;
using AgentBay.Typed.Generator.Diagnostics;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("", "ABT0001", 1, 1)]
    [InlineData("{\"tools\":[", "ABT0001", 1, 11)]
    [InlineData("{\n  \"tools\": [1,]\n}", "ABT0001", 2, 15)]
    [InlineData("{\n  // a comment\n}", "ABT0001", 2, 3)]
    [InlineData("{\"tools\": [\"a\nb\"]}", "ABT0001", 1, 14)]
    [InlineData("[] []", "ABT0001", 1, 4)]
    [InlineData("\u0001\u0002", "ABT0001", 1, 1)]
    [InlineData("[\"\\x\"]", "ABT0001", 1, 3)]
    [InlineData("[01]", "ABT0001", 1, 3)]
    [InlineData("42", "ABT0002", 1, 1)]
    [InlineData("{}", "ABT0002", 1, 1)]
    [InlineData("{\"tools\": {}}", "ABT0002", 1, 11)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"error\":{\"message\":\"no\"}}", "ABT0002", 1, 1)]
    [InlineData("{\"Data\": \"nothing\"}", "ABT0001", 1, 11)]
    public void A_file_that_is_no_capture_is_one_error_at_its_place(string capture, string id, int line, int column)
    {
        Generation generation = Generation.Of(capture);
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(("/p/test.tools.json", line, column), PlaceOf(diagnostic));
        Assert.Empty(generation.Files);
    }

    [Theory]
    [InlineData("[\n 7, {\"name\":\"ok\"}]", "ABT0003", 2, 2)]
    [InlineData("[\n {\"title\":\"x\"}, {\"name\":\"ok\"}]", "ABT0003", 2, 2)]
    [InlineData("[{\"name\":\"ok\"},\n {\"name\":5}]", "ABT0003", 2, 10)]
    [InlineData("[{\"name\":\"ok\"},\n {\"name\":\"ok\"}]", "ABT0004", 2, 10)]
    [InlineData("[{\"name\":\"no\",\n\"name\":\"ok\"}]", "ABT0005", 2, 1)]
    [InlineData("{\"tools\":[{\"name\":\"ok\"}],\n\"nextCursor\":\"2\"}", "ABT0008", 2, 14)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":\n 5}]", "ABT0202", 2, 2)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":\n {\"type\":\"strin\"}}}}]", "ABT0202", 2, 10)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":\n {\"$ref\":\"#/nowhere\"}}}}]", "ABT0203", 2, 10)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":\n {\"$ref\":\"https://example.test/schema\"}}}}]", "ABT0206", 2, 10)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"properties\":{\"a\":\n {\"$ref\":\"#/$defs/a\"}}}}]", "ABT0203", 2, 10)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":\n {\"description\":\"any\"}}}}]", "ABT0201", 2, 2)]
    [InlineData("[{\"name\":\"ok\",\"inputSchema\":{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\",\"default\":\n \"x\"}}}}]", "ABT0204", 2, 2)]
    public void What_is_wrong_with_one_tool_costs_no_other(string capture, string id, int line, int column)
    {
        Generation generation = Generation.Of(capture).AssertCompiles();
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics, diagnostic => diagnostic.Id == id);
        Assert.Equal(("/p/test.tools.json", line, column), PlaceOf(diagnostic));
        Assert.Equal("Ok", generation.Method("Ok").Name);
    }

    [Fact]
    public void A_capture_that_is_not_there_says_how_it_is_captured()
    {
        Diagnostic diagnostic = Assert.Single(Generation.Of(new TestFile("/p/test.tools.json", null)).Diagnostics);
        Assert.Equal(("ABT0007", ("/p/test.tools.json", 1, 1)), (diagnostic.Id, PlaceOf(diagnostic)));
        Assert.Contains("capture it with 'dotnet build -t:AgentBayRefresh'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void An_overlay_that_cannot_be_read_is_for_its_writer_to_correct()
    {
        Diagnostic diagnostic = Assert.Single(Generation.Of(new TestFile("/p/test.tools.json", Captures.OfTools("a")), new TestFile("/p/test.overlay.json", null)).Diagnostics);
        Assert.Equal(("ABT0007", ("/p/test.overlay.json", 1, 1)), (diagnostic.Id, PlaceOf(diagnostic)));
        Assert.EndsWith("Correct it, or remove it", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_inside_of_a_response_in_a_string_is_found()
    {
        const string Capture = "{\n\"Data\": \"[{\\\"name\\\":\\\"ok\\\"},\\n{\\\"name\\\":\\\"ok\\\"}]\"}";
        Diagnostic diagnostic = Assert.Single(Generation.Of(Capture).AssertCompiles().Diagnostics);
        Assert.Equal(("/p/test.tools.json", 2, Capture.Split('\n')[1].LastIndexOf("\\\"ok", StringComparison.Ordinal) + 1), PlaceOf(diagnostic));
    }

    [Fact]
    public void An_absurd_depth_costs_the_property_it_is_in()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", 3000)) + "{}" + new string('}', 3000);
        Generation generation = Generation.Of(Captures.OfInput(
            $$$"""{"type":"object","properties":{"deep":{{{deep}}},"plain":{"type":"string"}} }""")).AssertCompiles();
        Assert.Contains(generation.Diagnostics, static diagnostic => diagnostic.Id == "ABT0006");
        Assert.Equal("plain", generation.Method("DoIt").Parameters[1].Name);
    }

    [Theory]
    [InlineData("{", "ABT0001", 1, 2)]
    [InlineData("[]", "ABT0301", 1, 1)]
    [InlineData("{\"tools\":{\n\"shel\":{}}}", "ABT0302", 2, 1)]
    [InlineData("{\n\"tool\":{}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\n\"nam\":\"x\"}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"name\":\n5}}}", "ABT0303", 2, 1)]
    [InlineData("{\"include\":\n\"a\"}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"string\"},\"outputText\":\n\"a\"}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"string\"},\"outputText\":{\"items\":\n\"{\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"string\"},\"outputText\":{\"members\":\n\"{key}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\n\"shell\":{\"outputText\":{\"items\":\"{}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},\"outputText\":{\"items\":\n\"{}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},\"outputText\":{\"items\":\n\"{name}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"string\"},\"outputText\":{\"items\":\n\"{}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"string\"},\"outputText\":{\"members\":\n\"{key}={value}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}},\"outputText\":{\"items\":\n\"{b}\"}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"exclude\":[\n\"shel\"]}", "ABT0304", 2, 1)]
    [InlineData("{\"include\":[\"shell\",\n\"file_*\"]}", "ABT0304", 2, 1)]
    [InlineData("{\"groups\":{\n\"shell\":\"Shell\"}}", "ABT0304", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"hidden\":\n\"yes\"}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"defaults\":{\"nothing\":\n5}}}}", "ABT0303", 2, 1)]
    [InlineData("{\"tools\":{\"shell\":{\"outputSchema\":{\"type\":\n\"objekt\"}}}}", "ABT0202", 2, 1)]
    public void What_is_wrong_with_an_overlay_is_told_at_its_place_and_costs_no_tool(string overlay, string id, int line, int column)
    {
        Generation generation = Generation.Of(Captures.OfTools("shell"), overlay).AssertCompiles();
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(("/p/test.overlay.json", line, column), PlaceOf(diagnostic));
        Assert.Equal("Shell", generation.Method("Shell").Name);
    }

    [Fact]
    public void A_misspelled_tool_of_an_overlay_is_told_with_the_one_that_was_meant() => Assert.Contains(
        "did you mean 'shell'?",
        Assert.Single(Generation.Of(Captures.OfTools("shell"), """{"tools":{"shel":{}}}""").Diagnostics).GetMessage(null),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"exclude":["raed_file"]}""", "No tool of the capture fits 'raed_file'; did you mean 'read_file'?")]
    [InlineData("""{"exclude":["READ_FILE"]}""", "No tool of the capture fits 'READ_FILE'; did you mean 'read_file'?")]
    [InlineData("""{"exclude":["reed_*"]}""", "No tool of the capture fits 'reed_*'; did you mean 'read_*'?")]
    [InlineData("""{"exclude":["*nothing"]}""", "No tool of the capture fits '*nothing'; correct it, or remove it")]
    [InlineData("""{"groups":{"filesytem":"F"}}""", "No tool of the capture is of the server 'filesytem'; did you mean 'filesystem'?")]
    public void What_chooses_nothing_is_told_with_what_was_meant(string overlay, string message) => Assert.Equal(
        message, Assert.Single(Generation.Of("""[{"name":"read_file","server":"filesystem"}]""", overlay).Diagnostics).GetMessage(null));

    [Fact]
    public void Two_captures_that_become_one_class_are_an_error_on_the_second_and_the_first_is_there()
    {
        Generation generation = Generation.Of(
            new TestFile("/a/test.tools.json", Captures.OfTools("one")), new TestFile("/b/test.tools.json", Captures.OfTools("two"))).AssertCompiles();
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("ABT0101", diagnostic.Id);
        Assert.Equal("/b/test.tools.json", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal("One", generation.Method("One").Name);
    }

    [Fact]
    public void A_capture_that_cannot_be_read_leaves_the_others_alone()
    {
        Generation generation = Generation.Of(
            new TestFile("/p/bad.tools.json", "{"), new TestFile("/p/test.tools.json", Captures.OfTools("one"))).AssertCompiles();
        Assert.Single(generation.Diagnostics);
        Assert.Equal("One", generation.Method("One").Name);
    }

    [Fact]
    public void Every_id_has_a_page_and_is_used_once()
    {
        string[] ids = [.. DiagnosticDescriptors.Everything.Concat(UsageDescriptors.Everything).Select(static descriptor => descriptor.Id)];
        Assert.Equal(ids.Distinct(), ids);
        foreach (string id in ids)
        {
            string page = Path.Combine(RepositoryFiles.Root, "docs/diagnostics", id + ".md");
            Assert.True(File.Exists(page), $"docs/diagnostics/{id}.md is missing.");
            Assert.StartsWith($"# {id}: ", File.ReadAllText(page), StringComparison.Ordinal);
        }
    }

    private static (string Path, int Line, int Column) PlaceOf(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return (span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
    }
}
