pragma ComponentBehavior: Bound
// A number pad with keys of 64 pixels and more.  It types by signals only: `typed` a digit or point, `erased`, and `next`.
import QtQuick
import QtQuick.Layouts

GridLayout {
    id: pad

    property bool point: true
    property string nextText: qsTr("ui.next")
    signal typed(string key)
    signal erased
    signal next

    LayoutMirroring.enabled: false // figures lie as on every pad of numbers
    LayoutMirroring.childrenInherit: true
    columns: 3
    rowSpacing: Theme.near
    columnSpacing: Theme.near

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        PadKey {
            required property string modelData

            objectName: "pad." + modelData
            text: modelData
            onClicked: pad.typed(modelData)
        }
    }

    PadKey { objectName: "pad.point"; text: "."; Accessible.name: qsTr("ui.decimal_point"); enabled: pad.point; onClicked: pad.typed(".") }
    PadKey { objectName: "pad.0"; text: "0"; onClicked: pad.typed("0") }
    PadKey { objectName: "pad.erase"; glyph: "delete-back"; text: ""; Accessible.name: qsTr("ui.erase"); onClicked: pad.erased() }
    Button { objectName: "pad.next"; Layout.columnSpan: 3; Layout.fillWidth: true; kind: "primary"; text: pad.nextText; onClicked: pad.next() }

    component PadKey: Button {
        Layout.fillWidth: true
        Layout.minimumWidth: Theme.primary
        Layout.preferredHeight: Theme.primary
        kind: "chip"
        textKind: "title"
        focusPolicy: Qt.NoFocus // the field that is typed into keeps the focus
    }
}
