using Tauro.Contracts.Policies;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

public sealed class ChangeWindowTests
{
    [Theory]
    [InlineData("10:15", "10:16", "UTC", RuleStatus.Passed)]
    [InlineData("10:16", "17:00", "UTC", RuleStatus.Waiting)]
    [InlineData("08:00", "10:15", "UTC", RuleStatus.Waiting)]
    [InlineData("11:00", "12:00", "Europe/Madrid", RuleStatus.Passed)]
    [InlineData("08:00", "08:00", "UTC", RuleStatus.Passed)]
    [InlineData("22:00", "04:00", "UTC", RuleStatus.Waiting)]
    public void A_change_is_allowed_within_the_window(string from, string to, string zone, RuleStatus expected) => Is(
        expected, "It is Monday", Evaluate(Window([DayOfWeek.Monday]) with { From = from, To = to, TimeZone = zone }));

    [Fact]
    public void On_other_days_a_change_waits() =>
        Is(RuleStatus.Waiting, "from 08:00 to 17:00 on Sunday, Friday",
            Evaluate(Window([DayOfWeek.Sunday, DayOfWeek.Friday])));

    [Fact]
    public void After_midnight_a_window_is_still_that_of_the_day_on_which_it_began()
    {
        var night = Window([DayOfWeek.Sunday]) with { From = "22:00", To = "04:00" };
        var monday = Monday - (long)new TimeSpan(10, 15, 0).TotalMilliseconds;
        var minute = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
        Is(RuleStatus.Passed, "Monday 00:00", Evaluate(night, now: monday));
        Is(RuleStatus.Passed, "Monday 03:59", Evaluate(night, now: monday + (239 * minute)));
        Is(RuleStatus.Waiting, "Monday 04:00", Evaluate(night, now: monday + (240 * minute)));
        Is(RuleStatus.Passed, "Sunday 22:00", Evaluate(night, now: monday - (120 * minute)));
        Is(RuleStatus.Waiting, "Sunday 21:59", Evaluate(night, now: monday - (121 * minute)));
        Is(RuleStatus.Waiting, "Sunday 03:00", Evaluate(night, now: monday - (21 * 60 * minute)));
    }

    private static PolicyRule Window(DayOfWeek[] days) => Rule(PolicyRuleType.ChangeWindow) with
    {
        Days = days, From = "08:00", To = "17:00", TimeZone = "UTC",
    };
}
