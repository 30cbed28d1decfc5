using System;

namespace AgentBay.Typed.Schema.Json;

/// <summary>A text that is not JSON.</summary>
internal sealed class JsonSyntaxException(string message, TextRange range) : Exception(message)
{
    public TextRange Range { get; } = range;
}
