using AgentBay.Typed.Cli.Reports;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>Words of a server in a reference in Markdown.</summary>
public sealed class ReferenceTextTests
{
    [Theory]
    [InlineData("![x](https://a.test/b.png)", "!\\[x\\](`https://a.test/b.png`)")]
    [InlineData("see [here](www.a.test)", "see \\[here\\](`www.a.test`)")]
    [InlineData("Heading\n=====", "Heading\n\\=====")]
    [InlineData("Heading\n---", "Heading\n\\---")]
    [InlineData("# Heading", "\\# Heading")]
    [InlineData("a|b\n-|-", "a\\|b\n\\-\\|-")]
    [InlineData("> said", "&gt; said")]
    [InlineData("**very** _much_ timeout_ms", "\\*\\*very\\*\\* \\_much\\_ timeout_ms")]
    [InlineData("$x$ ~~y~~ @someone", "\\$x\\$ \\~\\~y\\~\\~ &#64;someone")]
    [InlineData("[a]: https://a.test", "\\[a\\]: `https://a.test`")]
    [InlineData("an `unclosed mark", "an \\`unclosed mark")]
    public void What_Markdown_would_make_something_of_shows_as_text(string words, string shown) => Assert.Equal(shown, MarkdownText.Block(words));

    [Theory]
    [InlineData("Takes `a|b` and:\n- one\n- `two`\n  1. three", "Takes `a|b` and:\n- one\n- `two`\n  1. three")]
    [InlineData("```json\n{ \"a\": [1] }\n```\nafter", "```\n{ \"a\": [1] }\n```\nafter")]
    [InlineData("```\n# never closed", "```\n# never closed\n```")]
    [InlineData("• one", "- one")]
    public void Code_and_lists_stay_what_they_are(string words, string shown) => Assert.Equal(shown, MarkdownText.Block(words));

    [Theory]
    [InlineData("a`b", "`` a`b ``")]
    [InlineData("a", "`a`")]
    public void Code_shows_whatever_is_in_it(string text, string code) => Assert.Equal(code, MarkdownText.Code(text));
}
