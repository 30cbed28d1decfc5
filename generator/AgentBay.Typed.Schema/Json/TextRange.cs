namespace AgentBay.Typed.Schema.Json;

/// <summary>A piece of the capture's text.</summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct TextRange(int Start, int Length);
