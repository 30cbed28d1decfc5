using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Kinds of JSON values. For generated code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720", Justification = "The names are those of JSON.")]
public enum WireKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A string.</summary>
    String = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 4,

    /// <summary>An array.</summary>
    Array = 8,

    /// <summary>An object.</summary>
    Object = 16,

    /// <summary>Null.</summary>
    Null = 32,

    /// <summary>A number that is an integer.</summary>
    Integer = 64,

    /// <summary>A string that is a moment (RFC 3339).</summary>
    DateTime = 128,

    /// <summary>A string that is a date (<c>yyyy-MM-dd</c>).</summary>
    Date = 256,

    /// <summary>A string that is a UUID.</summary>
    Uuid = 512,

    /// <summary>Anything but null.</summary>
    Any = String | Number | Boolean | Array | Object,
}
