using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What the schema states of a value is checked before anything is sent; what nothing could keep is not.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":60}""", "61")]
    [InlineData("""{"type":"integer","minimum":1}""", "0")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMinimum":true}""", "0")]
    [InlineData("""{"type":"number","exclusiveMaximum":1}""", "1")]
    [InlineData("""{"anyOf":[{"type":"integer","maximum":60},{"type":"null"}]}""", "61")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1}""", "new string[0]")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"minProperties":1}""", "new Dictionary<string, string>()")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", "new Dictionary<string, string> { [\"a\"] = \"\", [\"b\"] = \"\" }")]
    [InlineData("""{"enum":["a","b"]}""", "(Test.Catalogs.Test.DoItValue)7")]
    public async Task A_value_out_of_bounds_is_refused_before_anything_is_sent(string schema, string expression)
    {
        RecordingInvoker invoker = new();
        ArgumentOutOfRangeException exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SendAsync(Captures.OfProperty(schema), $"DoIt({expression})", invoker));
        Assert.Equal("value", exception.ParamName);
        Assert.Empty(invoker.Calls);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"size":{"type":"integer","maximum":3}}}""", "new() { Size = 4 }", "value.size must be at most 3.")]
    [InlineData("""{"type":"array","items":{"type":"integer","minimum":5}}""", "new long[] { 5, 1 }", "value[1] must be at least 5.")]
    [InlineData("""{"type":"array","items":{"type":["integer","null"],"minimum":5}}""", "new long?[] { null, 1 }", "value[1] must be at least 5.")]
    [InlineData("""{"type":"array","items":{"type":["string","null"],"minLength":1}}""", "new[] { null, \"\" }", "value[1] must have at least 1 characters.")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"type":"string"},"minItems":1}}""", "new[] { new[] { \"a\" }, new string[0] }", "value[1] must have at least 1 items.")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"count":{"type":"number","exclusiveMinimum":0.5}}}}""", "new Test.Catalogs.Test.DoItValueItem[] { new(), new() { Count = 0.5 } }", "value[1].count must be greater than 0.5.")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string","maxLength":2}}""", "new Dictionary<string, string> { [\"k\"] = \"abc\" }", "value.k must have 0 to 2 characters.")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"integer","maximum":1}]}""", "new(\"a\", 2)", "value[1] must be at most 1.")]
    [InlineData("""{"anyOf":[{"type":"string","minLength":1},{"type":"integer","maximum":1}]}""", "2", "value must be at most 1.")]
    [InlineData("""{"$ref":"#/$defs/few"}""", "new long[0]", "value must have at least 1 items.")]
    public async Task A_value_out_of_bounds_inside_another_names_its_place(string schema, string expression, string message)
    {
        RecordingInvoker invoker = new();
        string capture = Captures.OfInput(
            """{"type":"object","properties":{"value":""" + schema + """},"required":["value"],"$defs":{"few":{"type":"array","items":{"type":"integer"},"minItems":1}}}""");
        ArgumentOutOfRangeException exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SendAsync(capture, $"DoIt({expression})", invoker));
        Assert.Equal("value", exception.ParamName);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(invoker.Calls);
    }

    [Theory]
    [InlineData("""{"type":"integer","exclusiveMaximum":9007199254740993}""", "9007199254740992")]
    [InlineData("""{"type":"integer","minimum":9007199254740993}""", "9007199254740993")]
    [InlineData("""{"type":"integer","minimum":0.5,"exclusiveMaximum":1.5}""", "1")]
    [InlineData("""{"type":"integer","minimum":-1e30,"maximum":1e30}""", "long.MaxValue")]
    [InlineData("""{"type":"integer","format":"int32","minimum":-9000000000,"maximum":9000000000}""", "int.MinValue")]
    [InlineData("""{"anyOf":[{"type":"integer","minimum":0,"maximum":5},{"type":"integer","minimum":100}]}""", "3")]
    [InlineData("""{"anyOf":[{"type":"array","items":{"type":"string"},"minItems":2},{"type":"array","items":{"type":"string"},"maxItems":1}]}""", "new[] { \"a\" }")]
    public async Task A_value_in_bounds_is_sent(string schema, string expression)
    {
        RecordingInvoker invoker = new();
        await SendAsync(Captures.OfProperty(schema), $"DoIt({expression})", invoker);
        Assert.Single(invoker.Calls);
    }

    [Theory]
    [InlineData("""{"type":"integer","exclusiveMaximum":9007199254740993}""", "9007199254740993")]
    [InlineData("""{"type":"integer","maximum":9007199254740992}""", "9007199254740993")]
    public async Task Bounds_of_integers_are_exact(string schema, string expression) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => SendAsync(Captures.OfProperty(schema), $"DoIt({expression})"));

    [Theory]
    [InlineData("""{"type":"integer","minimum":10,"maximum":1}""", "5")]
    [InlineData("""{"type":"integer","exclusiveMinimum":1,"exclusiveMaximum":2}""", "5")]
    [InlineData("""{"type":"integer","minimum":1e30}""", "5")]
    [InlineData("""{"type":"integer","format":"int32","maximum":-9000000000}""", "5")]
    [InlineData("""{"type":"number","minimum":1,"exclusiveMaximum":1}""", "5")]
    [InlineData("""{"type":"string","minLength":5,"maxLength":1}""", "\"abc\"")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":5,"maxItems":1}""", "new[] { \"abc\" }")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"minProperties":5,"maxProperties":1}""", "new Dictionary<string, string>()")]
    public async Task Bounds_that_nothing_can_keep_are_told_of_and_not_checked(string schema, string expression)
    {
        Generation generation = Generation.Of(Captures.OfProperty(schema)).AssertCompiles();
        Assert.Equal("ABT0205", Assert.Single(generation.Diagnostics).Id);
        RecordingInvoker invoker = new();
        await generation.RunAsync(invoker, $"return await Test.Catalogs.Test.Create(invoker).DoIt({expression});");
        Assert.Single(invoker.Calls);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":10,"default":200}""")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"default":0}""")]
    [InlineData("""{"type":"string","maxLength":2,"default":"hello"}""")]
    public void A_default_out_of_its_own_bounds_is_told_of_and_not_used(string schema)
    {
        Generation generation = Generation.Of(Captures.OfProperty(schema)).AssertCompiles();
        Assert.Equal("ABT0204", Assert.Single(generation.Diagnostics).Id);
        Assert.False(generation.Method("DoIt").Parameters[0].HasExplicitDefaultValue);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":10,"default":10}""")]
    [InlineData("""{"type":"string","maxLength":2,"default":"\ud83d\ude00\ud83d\ude00"}""")]
    public void A_default_in_its_bounds_is_used(string schema) =>
        Assert.True(Generation.Of(Captures.OfProperty(schema)).AssertCompiles().Method("DoIt").Parameters[0].HasExplicitDefaultValue);

    private static async Task<string> SendAsync(string capture, string call, RecordingInvoker? invoker = null)
    {
        invoker ??= new RecordingInvoker();
        await Generation.Of(capture).AssertCompiles().RunAsync(invoker, $"return await Test.Catalogs.Test.Create(invoker).{call};");
        return invoker.Arguments;
    }
}
