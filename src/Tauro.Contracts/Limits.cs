namespace Tauro.Contracts;

/// <summary>Bounds on what a client may send. Exceeding one is a 4xx that names it, in both APIs.</summary>
public static partial class Limits
{
    /// <summary>Characters in an experiment, run or registered model name.</summary>
    public const int NameLengthMax = 500;

    /// <summary>Characters in a metric, param or tag key.</summary>
    public const int KeyLengthMax = 250;

    /// <summary>Characters in a param value.</summary>
    public const int ParamValueLengthMax = 6_000;

    /// <summary>Characters in a run or experiment tag value.</summary>
    public const int TagValueLengthMax = 8_000;

    /// <summary>
    /// Characters in the value of a tag that the service writes as clients log models or register versions. A client's
    /// request adds one item, and can't make it shorter.
    /// </summary>
    public const int ListTagValueLengthMax = 1_000_000;

    /// <summary>Characters in a tag value of a registered model or model version.</summary>
    public const int ModelTagValueLengthMax = 100_000;

    /// <summary>Characters in a description or note.</summary>
    public const int DescriptionLengthMax = 10_000;

    /// <summary>Metric points in one batch.</summary>
    public const int BatchMetricsMax = 10_000;

    /// <summary>Params in one batch.</summary>
    public const int BatchParamsMax = 1_000;

    /// <summary>Tags on one experiment, run, model or version, and so in one batch.</summary>
    public const int TagsMax = 1_000;

    /// <summary>Params on one run.</summary>
    public const int ParamsMax = 10_000;

    /// <summary>Distinct metric keys on one run.</summary>
    public const int MetricKeysMax = 10_000;

    /// <summary>Hyperparameters or metrics recorded with a model version.</summary>
    public const int VersionValuesMax = 1_000;

    /// <summary>Characters in the artifact location that an MLflow client gives an experiment.</summary>
    public const int ArtifactLocationLengthMax = 2_048;

    /// <summary>Characters in an artifact path.</summary>
    public const int ArtifactPathLengthMax = 1_000;

    /// <summary>Bytes in one artifact: 5 TiB.</summary>
    public const long ArtifactBytesMax = 5L << 40;

    /// <summary>Bytes of a JSON request body: 16 MiB.</summary>
    public const int JsonBodyBytesMax = 16 << 20;

    /// <summary>Values, names and brackets of a JSON document in a request.</summary>
    public const int JsonRowsMax = 2_000_000;

    /// <summary>Items in one page of a list or search. The default is <see cref="PageSizeDefault"/>.</summary>
    public const int PageSizeMax = 50_000;

    /// <summary>Items in one page when the request sets no size.</summary>
    public const int PageSizeDefault = 100;

    /// <summary>
    /// Bytes of a page of a list or search: 16 MiB, approximately. A page with more ends early, after at least one
    /// item.
    /// </summary>
    public const int PageBytesMax = 16 << 20;

    /// <summary>Points in one page of metric history.</summary>
    public const int HistoryPageSizeMax = 100_000;

    /// <summary>Bounds on the points that a sample of a metric's history may request.</summary>
    public const int SamplePointsMin = 1;

    /// <inheritdoc cref="SamplePointsMin"/>
    public const int SamplePointsMax = 20_000;

    /// <summary>Points of a history that are read to smooth a sample of it.</summary>
    public const int SmoothedPointsMax = 20_000_000;

    /// <summary>Runs that can be compared at once.</summary>
    public const int CompareRunsMax = 1_000;

    /// <summary>Bytes of the params, metrics and tags of all compared runs: 64 MiB, approximately.</summary>
    public const long CompareBytesMax = 64 << 20;

    /// <summary>Metrics that a comparison may name.</summary>
    public const int ComparedMetricsMax = 1_000;

    /// <summary>Values in a comparison: runs times keys, and for metrics by step also times rows.</summary>
    public const int CompareValuesMax = 2_000_000;

    /// <summary>Histories that are aligned by step at once: runs times metrics.</summary>
    public const int AlignedSeriesMax = 1_000;

    /// <summary>Rows of a metric that is aligned by step. The default is <see cref="AlignedRowsDefault"/>.</summary>
    public const int AlignedRowsMax = 4_000;

    /// <summary>Rows of a metric that is aligned by step when the request sets no number.</summary>
    public const int AlignedRowsDefault = 500;

    /// <summary>Runs in one table of columns.</summary>
    public const int TableRunsMax = 10_000;

    /// <summary>Fields in one table of columns.</summary>
    public const int TableFieldsMax = 50;

    /// <summary>Different values of a param, metric or tag that are counted.</summary>
    public const int DistinctValuesMax = 100;

    /// <summary>Params, metrics and tags in one export of runs.</summary>
    public const int ExportKeysMax = 10_000;

    /// <summary>
    /// Columns times row groups of a Parquet file: the description of each is in memory until the file is complete.
    /// </summary>
    public const int ParquetChunksMax = 200_000;

    /// <summary>Fields that a search may name to return.</summary>
    public const int SelectedFieldsMax = 1_000;

    /// <summary>Groups of runs that an aggregation may have.</summary>
    public const int RunGroupsMax = 10_000;

    /// <summary>Fields by which runs are grouped at once.</summary>
    public const int GroupFieldsMax = 5;

    /// <summary>Numbers that are aggregated at once.</summary>
    public const int AggregatedValuesMax = 20;

    /// <summary>Characters in a filter expression: a list of 10,000 run ids fits.</summary>
    public const int FilterLengthMax = 400_000;

    /// <summary>Comparisons in a filter expression; a list counts as one.</summary>
    public const int FilterComparisonsMax = 2_000;

    /// <summary>Regular expressions in a filter expression: each may take its time at every row.</summary>
    public const int FilterPatternsMax = 20;

    /// <summary>Characters in a sort key, a filter of a metric's rows, and a filter that a scorer keeps.</summary>
    public const int ShortFilterLengthMax = 10_000;

    /// <summary>Nesting depth of a filter expression.</summary>
    public const int FilterDepthMax = 32;

    /// <summary>Events in one page of the event history.</summary>
    public const int EventPageSizeMax = 10_000;

    /// <summary>Entries in one page of the trail.</summary>
    public const int TrailPageSizeMax = 1_000;

    /// <summary>Periods of the timeline of a model; older ones are left out.</summary>
    public const int TimelinePeriodsMax = 10_000;

    /// <summary>Dead events that a service keeps; the oldest are removed first.</summary>
    public const int DeadEventsMax = 10_000;

    /// <summary>Characters kept of the error of a dead event.</summary>
    public const int DeadEventErrorLengthMax = 2_000;

    /// <summary>Aliases on one registered model.</summary>
    public const int AliasesMax = 1_000;

    /// <summary>Characters in an alias.</summary>
    public const int AliasLengthMax = 255;

    /// <summary>Characters in the external source of a version, and in its run link.</summary>
    public const int SourceLengthMax = 2_000;

    /// <summary>Versions that are archived when another one moves to their stage.</summary>
    public const int ArchivedMax = 10_000;

    /// <summary>Webhooks in one registry.</summary>
    public const int WebhooksMax = 1_000;

    /// <summary>Files that make up one model version.</summary>
    public const int VersionFilesMax = 10_000;

    /// <summary>Characters in a dataset's digest.</summary>
    public const int DatasetDigestLengthMax = 36;

    /// <summary>Characters in a dataset's source.</summary>
    public const int DatasetSourceLengthMax = 65_535;

    /// <summary>Characters in a dataset's schema.</summary>
    public const int DatasetSchemaLengthMax = 1_048_575;

    /// <summary>Characters in a dataset's profile.</summary>
    public const int DatasetProfileLengthMax = 4 << 20;

    /// <summary>Dataset inputs, model inputs and model outputs of one run, each.</summary>
    public const int RunInputsMax = 1_000;

    /// <summary>Characters in the key of a tag on an input.</summary>
    public const int InputTagKeyLengthMax = 255;

    /// <summary>Characters in the value of a tag on an input.</summary>
    public const int InputTagValueLengthMax = 500;

    /// <summary>
    /// Metric points kept for one logged model. The oldest are removed to make room; the latest of each metric stays.
    /// </summary>
    public const int LoggedModelPointsMax = 10_000;

    /// <summary>Bytes of one span as JSON: 8 MiB.</summary>
    public const int SpanBytesMax = 8 << 20;

    /// <summary>Bytes of all spans in one request as JSON: 32 MiB.</summary>
    public const int SpanBatchBytesMax = 32 << 20;

    /// <summary>Spans in one request.</summary>
    public const int SpanBatchMax = 10_000;

    /// <summary>Spans of one trace.</summary>
    public const int TraceSpansMax = 20_000;

    /// <summary>Characters in a trace's tag or metadata value.</summary>
    public const int TraceValueLengthMax = 8_000;

    /// <summary>Characters in a trace id, and in the other ids that a client may choose.</summary>
    public const int TraceIdLengthMax = 100;

    /// <summary>Characters in the request or response preview of a trace.</summary>
    public const int TracePreviewLengthMax = 1_000;

    /// <summary>Assessments of one trace.</summary>
    public const int AssessmentsMax = 1_000;

    /// <summary>Characters of an assessment's JSON value, and of its rationale.</summary>
    public const int AssessmentLengthMax = 100_000;

    /// <summary>Traces that one request names.</summary>
    public const int TraceIdsMax = 1_000;

    /// <summary>Runs that one trace is linked to.</summary>
    public const int TraceRunsMax = 100;

    /// <summary>Records of one evaluation dataset.</summary>
    public const int DatasetRecordsMax = 100_000;

    /// <summary>Bytes of one record of an evaluation dataset as stored: 8 MiB.</summary>
    public const int DatasetRecordBytesMax = 8 << 20;

    /// <summary>Bytes of all records that one request changes, as stored: 48 MiB.</summary>
    public const int DatasetRecordsBytesMax = 48 << 20;

    /// <summary>Nesting depth of a record of an evaluation dataset.</summary>
    public const int DatasetRecordDepthMax = 48;

    /// <summary>Experiments that one evaluation dataset belongs to.</summary>
    public const int DatasetExperimentsMax = 1_000;

    /// <summary>Characters in a scorer's JSON.</summary>
    public const int ScorerLengthMax = 1 << 20;

    /// <summary>Versions of all scorers of one experiment.</summary>
    public const int ScorerVersionsMax = 10_000;

    /// <summary>Issues of one experiment.</summary>
    public const int IssuesMax = 100_000;

    /// <summary>Characters in the description of an issue, and in one of its root causes or categories.</summary>
    public const int IssueDescriptionLengthMax = 100_000;

    /// <summary>Root causes of one issue, and categories of it.</summary>
    public const int IssueCausesMax = 100;

    /// <summary>Characters in all root causes and categories of one issue.</summary>
    public const int IssueCausesLengthMax = 1_000_000;

    /// <summary>Label schemas of one experiment.</summary>
    public const int LabelSchemasMax = 1_000;

    /// <summary>Review queues of one experiment.</summary>
    public const int ReviewQueuesMax = 1_000;

    /// <summary>Characters in the name of a label schema or review queue, and in a reviewer.</summary>
    public const int ReviewNameLengthMax = 250;

    /// <summary>Characters in the instruction of a label schema.</summary>
    public const int LabelInstructionLengthMax = 1_000;

    /// <summary>Characters in a label or option of a label schema.</summary>
    public const int LabelLengthMax = 64;

    /// <summary>Options of a label schema.</summary>
    public const int LabelOptionsMax = 10;

    /// <summary>Users of one review queue.</summary>
    public const int ReviewUsersMax = 10;

    /// <summary>Traces in one review queue.</summary>
    public const int ReviewItemsMax = 100_000;
}
