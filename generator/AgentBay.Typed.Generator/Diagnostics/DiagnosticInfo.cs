using AgentBay.Typed.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Generator.Diagnostics;

/// <summary>A diagnostic as a value, so that the pipeline can compare it.</summary>
internal sealed record DiagnosticInfo(string Id, string Message, string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    public static DiagnosticInfo Create(Problem problem, string filePath, SourceText? text)
    {
        if (text is null)
            return new DiagnosticInfo(problem.Id, problem.Message, filePath, default, default);
        TextSpan span = new TextSpan(problem.Range.Start, problem.Range.Length).Intersection(new TextSpan(0, text.Length)) ?? default;
        return new DiagnosticInfo(problem.Id, problem.Message, filePath, span, text.Lines.GetLinePositionSpan(span));
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        DiagnosticDescriptors.ById(Id), Location.Create(FilePath, Span, Lines), Message);
}
