using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IReviewStore"/>, which every backend inherits.</summary>
public abstract partial class ReviewStoreContract : TrackingStoreContract
{
    private static readonly ExperimentId Default = new("0");
    private static readonly LabelInput YesNo = new(new PassFailInput("yes", "no"));
    private static readonly PageRequest All = new();

    private IReviewStore Reviews => Store.Reviews;

    private async Task<LabelSchema> Schema(string name, LabelInput? input = null) => Ok(await Reviews.CreateSchema(
        new NewLabelSchema(Default, name, LabelSchemaType.Feedback, input ?? YesNo)));

    [Fact]
    public async Task A_label_schema_is_created_found_and_changed_only_in_what_is_given()
    {
        var created = Ok(await Reviews.CreateSchema(new NewLabelSchema(
            Default, "Is it right?", LabelSchemaType.Expectation, YesNo, "Look closely.", true)));
        Assert.Equal(created, Ok(await Reviews.GetSchema(created.SchemaId)));
        Assert.Equal(created, Ok(await Reviews.GetSchemaByName(Default, "Is it right?")));

        var changed = Ok(await Reviews.UpdateSchema(
            created.SchemaId, new LabelSchemaChange("right", new LabelInput(new PassFailInput("good", "bad")))));
        Assert.Equal(
            ("right", "good", "Look closely.", true, LabelSchemaType.Expectation),
            (changed.Name, changed.Input.PassFail!.PositiveLabel, changed.Instruction, changed.EnableComment,
                changed.Type));
        Refused(
            await Reviews.GetSchemaByName(Default, "Is it right?"), ProblemKind.NotFound,
            ProblemCodes.LabelSchemaNotFound);

        Ok(await Reviews.DeleteSchema(created.SchemaId));
        Ok(await Reviews.DeleteSchema(created.SchemaId));
        Refused(await Reviews.GetSchema(created.SchemaId), ProblemKind.NotFound, ProblemCodes.LabelSchemaNotFound);
    }

    [Fact]
    public async Task The_name_of_a_label_schema_is_unique_in_its_experiment()
    {
        var other = (await NewExperiment()).ExperimentId;
        var (a, b) = (await Schema("a"), await Schema("b"));
        Ok(await Reviews.CreateSchema(new NewLabelSchema(other, "a", LabelSchemaType.Feedback, YesNo)));
        Refused(
            await Reviews.CreateSchema(new NewLabelSchema(Default, "a", LabelSchemaType.Feedback, YesNo)),
            ProblemKind.Conflict, ProblemCodes.LabelSchemaNameTaken);
        Refused(
            await Reviews.UpdateSchema(b.SchemaId, new LabelSchemaChange("a")), ProblemKind.Conflict,
            ProblemCodes.LabelSchemaNameTaken);
        Ok(await Reviews.UpdateSchema(a.SchemaId, new LabelSchemaChange("a")));
    }

    [Fact]
    public async Task The_kind_of_an_input_stays_the_same()
    {
        var passFail = await Schema("a");
        var single = await Schema("b", new LabelInput(Categorical: new CategoricalInput(["x", "y"])));
        Invalid(await Reviews.UpdateSchema(
            passFail.SchemaId, new LabelSchemaChange(Input: new LabelInput(Text: new TextInput()))));
        Invalid(await Reviews.UpdateSchema(
            single.SchemaId,
            new LabelSchemaChange(Input: new LabelInput(Categorical: new CategoricalInput(["x"], true)))));
        Ok(await Reviews.UpdateSchema(
            single.SchemaId, new LabelSchemaChange(Input: new LabelInput(Categorical: new CategoricalInput(["z"])))));
    }

    [Fact]
    public async Task Label_schemas_are_listed_by_experiment_while_it_is_active()
    {
        var experiment = (await NewExperiment()).ExperimentId;
        await Schema("a");
        await Schema("b");
        Assert.Empty(Ok(await Reviews.ListSchemas(experiment, All)).Items);
        var first = Ok(await Reviews.ListSchemas(Default, new PageRequest(1)));
        var second = Ok(await Reviews.ListSchemas(Default, new PageRequest(1, first.NextPageToken)));
        Assert.Equal(["a", "b"], first.Items.Concat(second.Items).Select(schema => schema.Name).Order());
        Assert.Null(second.NextPageToken);

        Ok(await Runs.DeleteExperiment(experiment));
        Refused(await Reviews.ListSchemas(experiment, All), ProblemKind.Conflict, ProblemCodes.ExperimentDeleted);
        Refused(
            await Reviews.CreateSchema(new NewLabelSchema(experiment, "c", LabelSchemaType.Feedback, YesNo)),
            ProblemKind.Conflict, ProblemCodes.ExperimentDeleted);
        Refused(
            await Reviews.ListSchemas(new("77"), All), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reviews_are_unchanged_when_the_store_is_opened_again(bool settled)
    {
        var schema = await Schema("a", new LabelInput(Numeric: new NumericInput(-0.5)));
        var queue = await Queue("q", ["ann"], [schema.SchemaId]);
        var removed = await Queue("removed");
        Ok(await Reviews.DeleteQueue(removed.QueueId));
        await Start("tr-1", "tr-2");
        Ok(await Reviews.AddItems(queue.QueueId, [new("tr-1"), new("tr-2")]));
        Ok(await Reviews.RemoveItems(queue.QueueId, [new("tr-2")]));
        var item = Ok(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Complete, "ann"));
        if (settled) await Store.Checkpoint();

        await Store.Reopen();

        Assert.Equal(Json(schema), Json(Ok(await Reviews.GetSchema(schema.SchemaId))));
        Assert.Equal(Json(queue), Json(Assert.Single(Ok(await Reviews.ListQueues(Default, All)).Items)));
        Assert.Equal(Json(item), Json(Assert.Single(Ok(await Reviews.ListItems(queue.QueueId, All)).Items)));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private async Task Start(params string[] traces)
    {
        foreach (var id in traces)
            Ok(await Traces.StartTrace(new Trace { TraceId = new(id), ExperimentId = Default }));
    }
}
