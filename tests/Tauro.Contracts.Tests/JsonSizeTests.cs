using System.Text;
using Tauro.Contracts.Json;

namespace Tauro.Contracts.Tests;

public sealed class JsonSizeTests
{
    [Fact]
    public void Only_values_count_and_not_the_characters_of_strings()
    {
        var values = string.Join(",", Enumerable.Repeat("0", Limits.JsonRowsMax));
        Assert.True(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[{values}]")));
        Assert.False(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[\"{values}\"]")));
        Assert.False(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[{values[..^2]}")));
        Assert.False(JsonSize.IsExceeded("[1, 2]"u8));
    }
}
