// The number pad: large keys for digits at the left, four acts at the right.  It types by signals only.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

GridLayout {
    id: pad

    property bool point: true
    property bool tight: false
    property string spare: "" // what the key of the point does where no point is wanted
    property string firstAct: ""
    property string secondAct: ""
    property string mainAct: ""
    property bool mainEnabled: true
    signal typed(string key)
    signal erased
    signal first
    signal second
    signal next
    signal main
    signal spared

    LayoutMirroring.enabled: false // figures lie as on every pad of numbers
    LayoutMirroring.childrenInherit: true
    columns: 4
    rowSpacing: tight ? 4 : 7
    columnSpacing: 7

    PadKey { text: "1" }
    PadKey { text: "2" }
    PadKey { text: "3" }
    Act { objectName: "pad.erase"; glyph: "delete-back"; text: qsTr("ui.erase"); onClicked: pad.erased() }
    PadKey { text: "4" }
    PadKey { text: "5" }
    PadKey { text: "6" }
    Act { objectName: "pad.first"; said: pad.firstAct; text: said; onClicked: pad.first() }
    PadKey { text: "7" }
    PadKey { text: "8" }
    PadKey { text: "9" }
    Act { objectName: "pad.second"; said: pad.secondAct; text: said; onClicked: pad.second() }
    PadKey { text: "."; visible: pad.point || pad.spare === ""; enabled: pad.point; Accessible.name: qsTr("ui.decimal_point") }
    Act { objectName: "pad.spare"; Layout.preferredWidth: 60; visible: !pad.point && pad.spare !== ""; said: pad.spare; text: said; onClicked: pad.spared() }
    PadKey { text: "0" }
    Act { objectName: "pad.next"; Layout.preferredWidth: 60; glyph: "arrow-right"; text: qsTr("ui.next"); onClicked: pad.next() }
    Act { objectName: "pad.main"; kind: "primary"; said: pad.mainAct; text: said; enabled: pad.mainEnabled; onClicked: pad.main() }

    component PadKey: Button {
        objectName: "pad." + text
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.target
        Layout.preferredHeight: Theme.target
        Layout.preferredWidth: 60
        Layout.minimumWidth: Theme.target
        Layout.maximumHeight: 76
        kind: "chip"
        textKind: "title"
        leftPadding: 2
        rightPadding: 2
        focusPolicy: Qt.NoFocus // the field that is typed into keeps the focus
        onClicked: pad.typed(text)
    }
    component Act: Button {
        id: act

        property string said: ""

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.target
        Layout.preferredHeight: Theme.target
        Layout.preferredWidth: 66 * (1 + 1.4 * (Theme.factor - 1))
        Layout.minimumWidth: Theme.target
        Layout.maximumHeight: 76
        kind: "quiet"
        leftPadding: 2
        rightPadding: 2
        focusPolicy: Qt.NoFocus
        Accessible.name: text
        visible: true
        opacity: said === "" && glyph === "" ? 0 : enabled ? 1 : 0.45

        contentItem: Item {
            Glyph { visible: act.glyph !== ""; anchors.centerIn: parent; glyphName: act.glyph; color: Theme.mid }
            Say {
                visible: act.said !== ""
                anchors.centerIn: parent
                width: parent.width
                height: parent.height
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.WordWrap
                fontSizeMode: Theme.factor > 1 ? Text.Fit : Text.FixedSize
                minimumPixelSize: Math.min(Theme.least, 24)
                lineHeight: 0.9
                kind: act.kind === "primary" ? "strong" : "caption"
                color: act.kind === "primary" ? Theme.accentInk : Theme.mid
                text: act.said
                Accessible.ignored: true
            }
        }
    }
}
