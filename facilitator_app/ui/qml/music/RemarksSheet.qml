// What a careful ear would remark of the playlist.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

Sheet {
    id: sheet

    property var remarks: []

    Scroller {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(column.implicitHeight, sheet.height - 160)
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            Repeater {
                model: sheet.remarks

                Say { required property string modelData; required property int index; objectName: sheet.objectName + "." + index; Layout.fillWidth: true; text: modelData; wrapMode: Text.Wrap }
            }
        }
    }
}
