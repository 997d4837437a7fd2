using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Stores.Tests.Models;

public sealed class ModelStagesTests
{
    [Theory]
    [InlineData("", ""), InlineData(null, ""), InlineData(" canary ,Shadow2,", "CANARY,SHADOW2")]
    public void Names_are_read_in_any_letter_case(string? names, string custom)
    {
        Assert.True(ModelStages.TryRead(names, out var stages));
        Assert.Equal(custom, string.Join(',', stages.All.Except(ModelStage.Defaults)));
        Assert.True(new StageListAttribute().IsValid(names));
    }

    [Theory]
    [InlineData("production"), InlineData("None"), InlineData("Registration"), InlineData("a,A"), InlineData("a b")]
    [InlineData("2nd"), InlineData("pré"), InlineData("a-b"), InlineData("abcdefghijklmnopqrstuvwxyzabcde")]
    public void Names_that_cannot_be_stages_are_refused_with_what_can(string names)
    {
        Assert.False(new StageListAttribute().IsValid(names));
        Assert.Contains("separated by commas", new StageListAttribute().ErrorMessage);
        Assert.Throws<SettingException>(() => new StageOptions { Stages = names }.ToStages());
    }

    [Fact]
    public void The_number_of_custom_stages_is_limited()
    {
        var most = string.Join(',', Enumerable.Range(1, Limits.CustomStagesMax).Select(number => $"s{number}"));
        Assert.True(ModelStages.TryRead(most, out _));
        Assert.False(ModelStages.TryRead(most + ",more", out _));
    }
}
