namespace AgentBay.Typed.Schema.Json;

internal enum JsonKind
{
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,

    /// <summary>A value that was left out because it is nested too deeply.</summary>
    Skipped,
}
