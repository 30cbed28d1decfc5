using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>An additional file that is not on disk; without content, one that the compiler cannot read.</summary>
internal sealed class TestFile(string path, string? content) : AdditionalText
{
    private readonly SourceText? _text = content is null ? null : SourceText.From(content, Encoding.UTF8);

    public override string Path { get; } = path;

    /// <summary>What MSBuild says of the file.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
