using System.Diagnostics;

namespace AgentBay.Typed.Local.Tests.Support;

public static class Eventually
{
    /// <summary>Waits for something that takes a moment.</summary>
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    /// <summary>Waits for something that takes a moment, and takes one to be found out.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), "It did not come true within 15 seconds.");
            await Task.Delay(20);
        }
    }
}
