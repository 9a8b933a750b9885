// How somebody accepted a paper, each time: what they drew, or the pages of the paper.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../after"
import "../components"

Sheet {
    id: sheet

    required property PaperShown shown
    readonly property Inks inks: Inks {}

    open: shown.open
    title: shown.title
    sheetWidth: 1100
    tall: true
    z: 31
    onClosed: shown.close()

    Scroller {
        id: scroller

        objectName: "shown.page"
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: Theme.gap

            Repeater {
                model: sheet.shown.lines

                ListRow {
                    required property var modelData
                    required property int index

                    objectName: "shown.line." + index
                    Layout.fillWidth: true
                    glyph: modelData.key === sheet.shown.line ? "check" : "list"
                    text: modelData.text
                    note: modelData.note
                    onClicked: sheet.shown.choose(modelData.key)
                }
            }

            InkField {
                objectName: "shown.ink"
                visible: sheet.shown.strokes.length > 0
                Layout.preferredWidth: Math.min(column.width, 640)
                Layout.preferredHeight: Math.min(column.width, 640) / sheet.shown.ratio
                colours: sheet.inks.colours
                kept: sheet.shown.strokes
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("attachments.look_title")
            }

            Repeater {
                model: sheet.shown.pages.ratios

                PagePicture {
                    required property real modelData
                    required property int index

                    objectName: "shown.page." + index
                    Layout.fillWidth: true
                    Layout.preferredHeight: width * modelData
                    pages: sheet.shown.pages
                    number: index
                    colours: sheet.inks.colours
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("attachments.look_title") + " " + (index + 1)
                }
            }
        }
    }

    FieldError { objectName: "shown.error"; Layout.fillWidth: true; text: sheet.shown.pages.form.general }
}
