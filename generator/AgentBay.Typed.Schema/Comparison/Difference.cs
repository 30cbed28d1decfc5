using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>One way in which a newer capture differs from an older one.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="IsBreaking">Whether code that was compiled against the older capture may fail against the newer server.</param>
/// <param name="Range">Where it is in the older capture; for what is new, where it would belong.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Flow">Whether it is something that goes in or that comes out; null where it is the tool as a whole.</param>
/// <param name="Path">The parameter or output property, such as <c>edits[].oldText</c>; null where it is all of them.</param>
/// <param name="Message">What happened, in words, without the tool. One line, fit to be printed.</param>
internal sealed record Difference(DifferenceKind Kind, bool IsBreaking, TextRange Range, string Tool, Flow? Flow, string? Path, string Message)
{
    /// <summary>The diagnostic that a check reports.</summary>
    public Problem ToProblem() => IsBreaking
        ? Problems.BreakingDifference(Range, Tool, Message)
        : Problems.CompatibleDifference(Range, Tool, Message);
}

/// <summary>What happened to a tool, a parameter or an output property.</summary>
internal enum DifferenceKind
{
    ToolRemoved,
    ToolAdded,
    ToolMoved,
    ParameterRemoved,
    ParameterAdded,
    OutputRemoved,
    OutputAdded,
    RequirementChanged,
    TypeChanged,
    ValueRemoved,
    ValueAdded,
    BoundChanged,
    RuleChanged,
    HintChanged,
    TextChanged,
}
