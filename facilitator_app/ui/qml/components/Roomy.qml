// What fills its place, and scrolls where it does not fit: acts at the foot stay in reach however large text is.
import QtQuick
import QtQuick.Layouts

Scroller {
    id: roomy

    default property alias content: column.data
    property alias spacing: column.spacing

    clip: interactive
    implicitHeight: column.implicitHeight
    contentHeight: Math.max(height, column.implicitHeight)

    ColumnLayout { id: column; width: roomy.width; height: roomy.contentHeight }
}
