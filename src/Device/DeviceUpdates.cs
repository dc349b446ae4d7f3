using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// Optimisers on the device.
internal sealed partial class DeviceNetwork
{
    public override void Update(in DeviceUpdate update)
    {
        try
        {
            Launch(update);
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }

    public override void Average(BufferMirror average, float share)
    {
        Parameters.Use();
        average.Change();
        ArrayView<float> averages = ((DeviceBuffer)average).View;
        try
        {
            Kernel("Average", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, float>(UpdateKernels.Average))(
                Stream, Grids.Elements(averages.IntLength), averages, ParametersAt(0, averages.IntLength), share);
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }

    private void Launch(in DeviceUpdate update)
    {
        (int start, int length) = parameterLayout.RangeOf(update.Start, update.Length);
        Parameters.Change();
        Gradients.Change();
        ArrayView<float> parameters = ParametersAt(start, length), gradients = GradientsAt(start, length);
        ArrayView<float> first = Moment(update.First, start, length, parameters), second = Moment(update.Second, start, length, parameters);
        ArrayView<float> third = Moment(update.Third, start, length, parameters);
        var numbers = new UpdateNumbers(update.Numbers, update.GradientScale);
        KernelConfig grid = Grids.Elements(length);
        switch (update.Kind)
        {
            case UpdateRuleKind.Adam:
                Kernel("Adam", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.Adam))(
                    Stream, grid, parameters, gradients, first, second, numbers);
                break;
            case UpdateRuleKind.Sgd when update.First is null:
                Kernel("Sgd", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.Sgd))(
                    Stream, grid, parameters, gradients, numbers);
                break;
            case UpdateRuleKind.Sgd:
                Kernel("SgdMomentum", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.SgdMomentum))(
                    Stream, grid, parameters, gradients, first, numbers);
                break;
            case UpdateRuleKind.Adamax:
                Kernel("Adamax", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.Adamax))(
                    Stream, grid, parameters, gradients, first, second, numbers);
                break;
            case UpdateRuleKind.NAdam:
                Kernel("NAdam", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.NAdam))(
                    Stream, grid, parameters, gradients, first, second, numbers);
                break;
            case UpdateRuleKind.RmsProp:
                int moments = (update.First is null ? 0 : 1) + (update.Second is null ? 0 : 1) + (update.Third is null ? 0 : 1);
                Kernel("RmsProp", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers, int>(UpdateKernels.RmsProp))(
                    Stream, grid, parameters, gradients, first, second, third, numbers, moments);
                break;
            case UpdateRuleKind.Adagrad:
                Kernel("Adagrad", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.Adagrad))(
                    Stream, grid, parameters, gradients, first, numbers);
                break;
            case UpdateRuleKind.Lion:
                Kernel("Lion", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers>(UpdateKernels.Lion))(
                    Stream, grid, parameters, gradients, first, numbers);
                break;
            default:
                throw new NotSupportedException($"{update.Kind} has no kernel for accelerators.");
        }
    }

    // A moment that the rule does not have is not touched: any view stands for it.
    private static ArrayView<float> Moment(BufferMirror? moment, int start, int length, ArrayView<float> absent)
    {
        if (moment is null)
        {
            return absent;
        }

        moment.Change();
        return ((DeviceBuffer)moment).View.SubView(start, length);
    }
}

/// <summary>A rule's numbers, in the order of <see cref="UpdateRuleKind"/>, and what gradients are multiplied by.</summary>
internal readonly struct UpdateNumbers(ReadOnlySpan<float> numbers, float scale)
{
    public readonly float A = numbers[0], B = numbers[1], C = numbers[2], D = numbers[3], E = numbers[4], F = numbers[5], G = numbers[6], H = numbers[7], I = numbers[8];
    public readonly float Scale = scale;
}
