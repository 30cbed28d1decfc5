using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema;

/// <summary>What is said of each problem. The one place for these texts.</summary>
internal static class Problems
{
    public static Problem NotJson(TextRange range, string why) => new(
        ProblemIds.NotJson, range, $"This is not JSON: {why}. Correct it here, or write the file again");

    public static Problem NotACapture(TextRange range, string why) => new(
        ProblemIds.NotACapture, range,
        $"This is not a capture of tools: {why}. A capture is an object with 'tools', an answer to tools/list, a response of ListMcpTools, or an array of tools");

    public static Problem InvalidTool(TextRange range, string why) => new(
        ProblemIds.InvalidTool, range, $"This tool is left out: {why}. Correct the entry, or remove it");

    public static Problem DuplicateTool(TextRange range, string name) => new(
        ProblemIds.DuplicateTool, range, $"The tool '{name}' is here a second time; only the first is used. Remove one of the two");

    public static Problem DuplicateKey(TextRange range, string name) => new(
        ProblemIds.DuplicateKey, range, $"The key '{name}' is here a second time; the last one counts. Remove the one that is not meant");

    public static Problem TooDeep(TextRange range, int depth) => new(
        ProblemIds.TooDeep, range, $"This value is nested more than {depth} levels deep and is not read. Write a type that contains itself with $defs and $ref");

    public static Problem UnreadableFile(string why) => new(
        ProblemIds.UnreadableFile, default, $"The file cannot be read: {why}");

    public static Problem IncompleteCapture(TextRange range) => new(
        ProblemIds.IncompleteCapture, range,
        "This is one page of a longer list of tools: it has a 'nextCursor'. Capture the other pages too and put their tools together");

    public static Problem DuplicateCatalog(string className, string otherFile) => new(
        ProblemIds.DuplicateCatalog, default,
        $"This capture would generate the class '{className}', and '{otherFile}' does already. Give one of them another ClassName or Namespace on its AgentBaySchema item");

    public static Problem ToolNameClash(TextRange range, string tool, string wanted, string given) => new(
        ProblemIds.ToolNameClash, range,
        $"The tool '{tool}' cannot become the method '{wanted}', because that name is taken; it becomes '{given}'. An overlay can give it a name of your choice");

    public static Problem TypeNameClash(TextRange range, string tool, string wanted) => new(
        ProblemIds.TypeNameClash, range,
        $"A type of the tool '{tool}' cannot be called '{wanted}', because that name is taken; all types of the tool begin with its spelled-out name instead. An overlay can give the tool a name of your choice");

    public static Problem MemberNameClash(TextRange range, string property, string wanted, string given) => new(
        ProblemIds.MemberNameClash, range, $"'{property}' cannot become '{wanted}', because that name is taken; it becomes '{given}'");

    public static Problem Untyped(TextRange range, string tool, string path, string why) => new(
        ProblemIds.Untyped, range, $"{tool}: {path} is a JsonElement, because {why}. Use it as JSON, or state a type in the schema");

    public static Problem InvalidSchema(TextRange range, string tool, string path, string why) => new(
        ProblemIds.InvalidSchema, range, $"{tool}: the schema of {path} is not valid and counts as any JSON: {why}. Correct the schema");

    public static Problem UnresolvedReference(TextRange range, string tool, string reference, string why) => new(
        ProblemIds.UnresolvedReference, range, $"{tool}: the reference '{reference}' counts as any JSON: {why}. Correct it, or put the definition into the schema");

    public static Problem OutsideReference(TextRange range, string tool, string reference) => new(
        ProblemIds.OutsideReference, range, $"{tool}: the reference '{reference}' leads outside of this schema, so what it refers to is not known and counts as any JSON. Put the definition into the schema");

    public static Problem InvalidDefault(TextRange range, string tool, string path, string why) => new(
        ProblemIds.InvalidDefault, range, $"{tool}: the default of {path} is not used: {why}. An overlay can state one that fits");

    public static Problem ImpossibleBounds(TextRange range, string tool, string path) => new(
        ProblemIds.ImpossibleBounds, range, $"{tool}: the bounds of {path} are not checked, because no value can keep them");

    public static Problem NotAnOverlay(TextRange range, string why) => new(
        ProblemIds.NotAnOverlay, range, $"This is not an overlay: {why}. An overlay is an object with 'tools', 'groups', 'include' or 'exclude'");

    public static Problem OverlayOfUnknownTool(TextRange range, string name, string? near) => new(
        ProblemIds.OverlayOfUnknownTool, range,
        $"The capture has no tool '{name}'{DidYouMean(near)}");

    public static Problem PatternWithoutTool(TextRange range, string pattern, string? near) => new(
        ProblemIds.PatternWithoutTool, range, $"No tool of the capture fits '{pattern}'{DidYouMean(near)}");

    public static Problem GroupWithoutTool(TextRange range, string server, string? near) => new(
        ProblemIds.PatternWithoutTool, range, $"No tool of the capture is of the server '{server}'{DidYouMean(near)}");

    public static Problem InvalidOverlayEntry(TextRange range, string why) => new(
        ProblemIds.InvalidOverlayEntry, range, $"This entry of the overlay is not used: {why}. Correct it, or remove it");

    public static Problem BreakingDifference(TextRange range, string tool, string what) => new(
        ProblemIds.BreakingDifference, range, $"Breaking: {tool}: {what}");

    public static Problem CompatibleDifference(TextRange range, string tool, string what) => new(
        ProblemIds.CompatibleDifference, range, $"Compatible: {tool}: {what}");

    public static Problem SourceFailed(string why) => new(
        ProblemIds.SourceFailed, default, $"The tools could not be captured: {why}");

    public static Problem InvalidSource(string why) => new(
        ProblemIds.InvalidSource, default, $"The item's source cannot be used: {why}");

    public static Problem UnwritableFile(string why) => new(
        ProblemIds.UnwritableFile, default, $"The file cannot be written: {why}");

    private static string DidYouMean(string? near) => near is null ? "; correct it, or remove it" : $"; did you mean '{near}'?";
}
