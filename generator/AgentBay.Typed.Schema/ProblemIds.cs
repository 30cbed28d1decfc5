namespace AgentBay.Typed.Schema;

/// <summary>
/// The ids of the diagnostics about captures. An id is never used again for something else. 00xx: a file that cannot be read as it is;
/// 01xx: names; 02xx: schemas; 03xx: overlays; 04xx: refresh and check. Elsewhere are 05xx, which
/// MSBuild files report, and 10xx, which the analyzers report.
/// </summary>
internal static class ProblemIds
{
    public const string NotJson = "ABT0001";
    public const string NotACapture = "ABT0002";
    public const string InvalidTool = "ABT0003";
    public const string DuplicateTool = "ABT0004";
    public const string DuplicateKey = "ABT0005";
    public const string TooDeep = "ABT0006";
    public const string UnreadableFile = "ABT0007";
    public const string IncompleteCapture = "ABT0008";
    public const string DuplicateCatalog = "ABT0101";
    public const string ToolNameClash = "ABT0102";
    public const string TypeNameClash = "ABT0103";
    public const string MemberNameClash = "ABT0104";
    public const string Untyped = "ABT0201";
    public const string InvalidSchema = "ABT0202";
    public const string UnresolvedReference = "ABT0203";
    public const string InvalidDefault = "ABT0204";
    public const string ImpossibleBounds = "ABT0205";
    public const string OutsideReference = "ABT0206";
    public const string NotAnOverlay = "ABT0301";
    public const string OverlayOfUnknownTool = "ABT0302";
    public const string InvalidOverlayEntry = "ABT0303";
    public const string PatternWithoutTool = "ABT0304";
    public const string BreakingDifference = "ABT0401";
    public const string CompatibleDifference = "ABT0402";
    public const string SourceFailed = "ABT0403";
    public const string InvalidSource = "ABT0404";
    public const string UnwritableFile = "ABT0406";
}
