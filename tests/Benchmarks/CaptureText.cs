using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Benchmarks;

/// <summary>A capture that is not on disk.</summary>
internal sealed class CaptureText(string content) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(content, Encoding.UTF8);

    public override string Path => "/benchmark/synthetic.tools.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
