using AgentBay.Typed.Generator.Helpers;

namespace AgentBay.Typed.Generator.Models;

/// <summary>Everything that one tool's file is written from.</summary>
internal sealed record ToolModel
{
    public required CatalogIdentity Catalog { get; init; }

    /// <summary>The name of the file, unique among all generated files.</summary>
    public required string HintName { get; init; }

    /// <summary>The name by which the tool is called.</summary>
    public required string WireName { get; init; }

    public required string? Server { get; init; }

    public required string MethodName { get; init; }

    /// <summary>The private class that holds what a call needs.</summary>
    public required string HolderName { get; init; }

    /// <summary>What that class's name must be written behind where a parameter has it too; empty elsewhere.</summary>
    public string HolderQualifier { get; init; } = "";

    /// <summary>The interface of the tool's group.</summary>
    public required string GroupInterface { get; init; }

    public required string Doc { get; init; }

    public required AnnotationsModel Annotations { get; init; }

    /// <summary>Why the tool should not be used any more; null when it may.</summary>
    public required string? Deprecated { get; init; }

    /// <summary>The parameters in their order.</summary>
    public required EquatableArray<MemberModel> Parameters { get; init; }

    /// <summary>A parameter that takes arguments which the schema allows but does not name; or null.</summary>
    public required MemberModel? AdditionalArguments { get; init; }

    public required OutputModel? Output { get; init; }

    public required EquatableArray<DeclaredType> Types { get; init; }

    /// <summary>What a model reads of the tool; null where nobody asked for it.</summary>
    public required ToolDescription? Description { get; init; }
}

/// <summary>What a model reads of a tool, as the server wrote it.</summary>
/// <param name="Text">What the tool does; null where the server does not say.</param>
/// <param name="InputSchema">The JSON Schema of its arguments, on one line.</param>
internal sealed record ToolDescription(string? Text, string InputSchema);

/// <summary>What a tool answers.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Text">The layout of the text that holds it, where that is not JSON.</param>
internal sealed record OutputModel(TypeModel Type, OutputTextModel? Text);

/// <summary>The layout of a text that is not JSON.</summary>
internal sealed record OutputTextModel(string Template, bool IsOneObject, string? None, EquatableArray<string> Literals);

/// <summary>A server's hints; null where it says nothing.</summary>
internal sealed record AnnotationsModel(bool? ReadOnly, bool? Destructive, bool? Idempotent, bool? OpenWorld)
{
    public bool IsEmpty => this is { ReadOnly: null, Destructive: null, Idempotent: null, OpenWorld: null };
}
