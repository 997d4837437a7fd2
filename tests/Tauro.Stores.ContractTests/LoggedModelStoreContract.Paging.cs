using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Filters;
using Tauro.Stores.LoggedModels;

namespace Tauro.Stores.ContractTests;

public abstract partial class LoggedModelStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logged_models_added_or_deleted_between_pages_neither_repeat_nor_hide_others(bool descending)
    {
        var run = await NewRun();
        var before = new List<LoggedModelId>();
        for (var i = 0; i < 9; i++) before.Add((await Measured(i)).ModelId);
        OrderBy[] order = [new(new Field(FieldKind.Metric, "acc"), descending)];
        var round = 0;
        var paged = (await Pages.Read(
            page => LoggedModels.SearchLoggedModels(new LoggedModelQuery([Default], page, OrderBy: order)), 2,
            async () =>
            {
                if (round >= 9) return;
                for (var i = 0; i < 4; i++) await Measured(i);
                Ok(await LoggedModels.DeleteLoggedModel(before[round]));
                round += 2;
            })).ConvertAll(model => model.ModelId);

        Assert.Equal(paged.Distinct(), paged);
        Assert.Empty(before.Where((_, i) => i % 2 == 1).Except(paged));

        // One in four has no value, and one in four is NaN.
        async Task<LoggedModel> Measured(int i)
        {
            var model = await NewModel($"n{i}");
            if (i % 4 != 0) await LogMetrics(run, Metric(model, "acc", i % 4 == 1 ? double.NaN : i));
            return model;
        }
    }

    [Fact]
    public async Task A_page_token_of_logged_models_is_valid_only_for_its_query()
    {
        for (var i = 0; i < 3; i++) await NewModel();
        await Pages.AcceptOnlyTheirOwnTokens(
            page => LoggedModels.SearchLoggedModels(new LoggedModelQuery([Default], page)),
            page => LoggedModels.SearchLoggedModels(new LoggedModelQuery([Default, new("7")], page)),
            page => LoggedModels.SearchLoggedModels(new LoggedModelQuery(
                [Default], page, OrderBy: [new OrderBy(new Field(FieldKind.Attribute, "name"))])));
    }
}
