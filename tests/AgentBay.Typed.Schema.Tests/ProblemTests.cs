using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Schema.Tests;

/// <summary>What a person reads of a capture's problems.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("x\\nfoo(1,1): error ABT0401: forged", "x\\nfoo(1,1): error ABT0401: forged")]
    [InlineData("\\u001b[31mred\\u2028\\u202e", "\\u001b[31mred\\u2028\\u202e")]
    [InlineData("a \\\"b\\\" \\\\ c", "a \"b\" \\ c")]
    public void A_name_of_a_server_neither_begins_a_line_nor_steers_a_terminal(string json, string shown)
    {
        List<Problem> problems = [];
        CaptureReader.Read($$"""[{"name":"{{json}}"},{"name":"{{json}}"}]""", problems);
        Assert.Equal($"The tool '{shown}' is here a second time; only the first is used. Remove one of the two", Assert.Single(problems).Message);
    }

    [Fact]
    public void A_text_that_was_made_printable_stays_as_it_is() =>
        Assert.Equal("a\\nb\\u202e", PrintableText.Printable("a\nb\u202e").Printable());
}
